"""Runs Athena's statements on a real Trino.

moto accepts a statement, says after two questions that it succeeded, and has no rows. Here each goes to the Trino that
the tests started over moto's own catalogue and buckets, and its rows, its bytes and its complaints come back in
Athena's words (API reference; Athena user guide, "Use parameterized queries" and "Per-query data usage control").
"""

import json
import re
import threading
import time
import urllib.error
import urllib.request
import uuid

from moto.core.exceptions import JsonRESTError

# Athena gives no more of an answer at once
most_results = 1000


class Trino:
    """The server that statements go to; without one they stay moto's."""

    url = None


class InvalidRequest(JsonRESTError):
    def __init__(self, message):
        super().__init__("InvalidRequestException", message)


class Query:
    """One execution: a thread of its own follows Trino's pages."""

    def __init__(self, sql, database, workgroup, cutoff):
        self.id = str(uuid.uuid4())
        self.sql, self.database, self.workgroup, self.cutoff = sql, database, workgroup, cutoff
        self.state, self.reason = "QUEUED", None
        self.columns, self.rows, self.bytes_scanned = [], [], 0
        self.next_uri = None
        self.submitted = time.time()

    def start(self):
        threading.Thread(target=self.run, daemon=True).start()
        return self

    def run(self):
        try:
            page = request("POST", f"{Trino.url}/v1/statement", self.headers(), self.sql)
            self.take(page)
            while self.state in ("QUEUED", "RUNNING") and self.next_uri:
                self.take(request("GET", self.next_uri, self.headers()))
            if self.state in ("QUEUED", "RUNNING"):
                self.state = "SUCCEEDED"
        except Exception as error:
            if self.state != "CANCELLED":
                self.state, self.reason = "FAILED", f"GENERIC_INTERNAL_ERROR: {error}"

    def headers(self):
        return {
            "X-Trino-User": "test",
            # by this a test finds the query in Trino
            "X-Trino-Source": self.id,
            "X-Trino-Catalog": "awsdatacatalog",
            "X-Trino-Schema": self.database,
            "X-Trino-Time-Zone": "UTC",
            "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
        }

    def take(self, page):
        self.next_uri = page.get("nextUri")
        self.columns = page.get("columns") or self.columns
        self.rows.extend(page.get("data") or [])
        self.bytes_scanned = page["stats"].get("physicalInputBytes", 0)
        if self.state == "CANCELLED":
            # cancelled before Trino had said where
            self.end_in_trino()
        elif error := page.get("error"):
            self.state, self.reason = "FAILED", f"{error['errorName']}: {error['message']}"
        elif self.cutoff and self.bytes_scanned > self.cutoff:
            self.cancel("Bytes scanned limit was exceeded")
        elif page["stats"]["state"] not in ("QUEUED", "WAITING_FOR_RESOURCES"):
            self.state = "RUNNING"

    def cancel(self, reason):
        if self.state in ("QUEUED", "RUNNING"):
            self.state, self.reason = "CANCELLED", reason
            self.end_in_trino()

    def end_in_trino(self):
        if self.next_uri:
            request("DELETE", self.next_uri, self.headers())

    def told(self):
        status = {"State": self.state, "SubmissionDateTime": self.submitted}
        if self.reason:
            status["StateChangeReason"] = self.reason
        return {
            "QueryExecution": {
                "QueryExecutionId": self.id,
                "Query": self.sql,
                "StatementType": "DML",
                "QueryExecutionContext": {"Database": self.database},
                "Status": status,
                "Statistics": {"DataScannedInBytes": self.bytes_scanned},
                "WorkGroup": self.workgroup,
            }
        }

    def results(self, begin, count):
        if self.state != "SUCCEEDED":
            raise InvalidRequest(f"Query has not yet finished. Current state: {self.state}")
        header = [[column["name"] for column in self.columns]]
        rows = (header + self.rows)[begin : begin + count]
        more = begin + count < len(self.rows) + 1
        return {
            "ResultSet": {
                "Rows": [{"Data": [cell(value) for value in row]} for row in rows],
                "ResultSetMetadata": {
                    "ColumnInfo": [
                        {"Name": column["name"], "Label": column["name"], "Type": athena_type(column["type"])}
                        for column in self.columns
                    ]
                },
            },
            "UpdateCount": 0,
            **({"NextToken": str(begin + count)} if more else {}),
        }


def request(method, url, headers, body=None):
    """The protocol answers 502 to 504 where it wants to be asked again (Trino documentation, "Client REST API")."""
    for _ in range(100):
        try:
            data = None if body is None else body.encode()
            with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method)) as response:
                text = response.read()
                return json.loads(text) if text else {}
        except urllib.error.HTTPError as error:
            if error.code not in (502, 503, 504):
                raise
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


def cell(value):
    """Athena tells every value as text, and NULL by leaving it out."""
    if value is None:
        return {}
    if isinstance(value, bool):
        return {"VarCharValue": "true" if value else "false"}
    return {"VarCharValue": value if isinstance(value, str) else str(value)}


def athena_type(trino_type):
    """Without length and precision: varchar for varchar(9), timestamp for timestamp(3)."""
    return re.sub(r"\(.*\)", "", trino_type)


def literal(text):
    return "'" + text.replace("'", "''") + "'"


queries = {}


def query_of(response):
    execution_id = response._get_param("QueryExecutionId")
    if execution_id not in queries:
        raise InvalidRequest(f"QueryExecution {execution_id} was not found")
    return queries[execution_id]


def additions_to(moto):
    """What takes the place of the functions of moto's AthenaResponse, which answer where there is no Trino."""
    start, look, results, stop = (
        moto.start_query_execution,
        moto.get_query_execution,
        moto.get_query_results,
        moto.stop_query_execution,
    )

    class Queries:
        def start_query_execution(self):
            name = self._get_param("WorkGroup") or "primary"
            workgroup = self.athena_backend.work_groups.get(name)
            if workgroup is None:
                # moto says it in other words than AWS
                raise InvalidRequest(f"WorkGroup {name} is not found.")
            if Trino.url is None:
                return start(self)
            sql = self._get_param("QueryString")
            parameters = self._get_param("ExecutionParameters") or []
            for parameter in parameters:
                if not 1 <= len(parameter) <= 1024:
                    raise InvalidRequest("ExecutionParameters: Member must have length less than or equal to 1024")
            using = ", ".join(parameters)
            if executed := re.match(r"\s*EXECUTE\s+(\w+)(?:\s+USING\s+(.*))?$", sql, re.DOTALL):
                statement = self.athena_backend.prepared_statements.get((name, executed[1]))
                # Trino keeps prepared statements in a session, Athena in the workgroup
                sql = statement.query_statement if statement else f"EXECUTE {executed[1]}"
                using = executed[2] or using
            if using:
                sql = f"EXECUTE IMMEDIATE {literal(sql)} USING {using}"
            query = Query(
                sql,
                (self._get_param("QueryExecutionContext") or {}).get("Database", "default"),
                name,
                workgroup.configuration.get("BytesScannedCutoffPerQuery"),
            )
            queries[query.id] = query.start()
            return json.dumps({"QueryExecutionId": query.id})

        def get_query_execution(self):
            return look(self) if Trino.url is None else json.dumps(query_of(self).told())

        def get_query_results(self):
            if Trino.url is None:
                return results(self)
            count = min(int(self._get_param("MaxResults") or most_results), most_results)
            return json.dumps(query_of(self).results(int(self._get_param("NextToken") or 0), count))

        def stop_query_execution(self):
            if Trino.url is None:
                return stop(self)
            query_of(self).cancel("Query cancelled by user")
            return "{}"

    return Queries
