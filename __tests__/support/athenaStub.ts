import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a client sent: the operation's name and its input. */
export interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What Athena answers, or the name and the text of what it refuses with. */
export type Reply = object | { readonly refused: string; readonly message: string; readonly status?: number };

/** Answers by the operation's name; each reply in turn, the last one again and again. */
export type Script = Readonly<Record<string, readonly Reply[] | ((call: Call, index: number) => Reply)>>;

export interface AthenaStub {
  readonly url: string;
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

/** Speaks Athena's protocol (AWS JSON 1.1) on loopback, from a script: what an emulator that works cannot be made to do. */
export async function startAthenaStub(script: Script): Promise<AthenaStub> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const operation = String(request.headers["x-amz-target"]).replace(/^AmazonAthena\./, "");
      const input = JSON.parse(Buffer.concat(chunks).toString()) as Call["input"];
      const before = calls.filter((call) => call.operation === operation).length;
      calls.push({ operation, input });
      const reply = replyOf(script, { operation, input }, before);
      const refusal = "refused" in reply ? reply : undefined;
      response.writeHead(refusal === undefined ? 200 : Number("status" in reply ? reply.status : 400), {
        "content-type": "application/x-amz-json-1.1",
      });
      response.end(
        JSON.stringify(
          refusal === undefined
            ? reply
            : { __type: refusal.refused, message: "message" in reply && reply.message },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function replyOf(script: Script, call: Call, index: number): Reply {
  const replies = script[call.operation];
  if (typeof replies === "function") return replies(call, index);
  return (
    replies?.[Math.min(index, replies.length - 1)] ?? refused("UnknownOperationException", call.operation)
  );
}

export const refused = (name: string, message: string, status = 400): Reply => ({
  refused: name,
  message,
  status,
});

/** GetQueryExecution's answer. */
export const inState = (State: string, more: object = {}, DataScannedInBytes = 0): Reply => ({
  QueryExecution: {
    QueryExecutionId: "query-1",
    Status: { State, ...more },
    Statistics: { DataScannedInBytes },
  },
});

export interface StubColumn {
  readonly name: string;
  readonly type: string;
}

/** A page of GetQueryResults. */
export const resultPage = (
  columns: readonly StubColumn[],
  rows: readonly (readonly (string | null)[])[],
  NextToken?: string,
): Reply => ({
  ResultSet: {
    Rows: rows.map((row) => ({ Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })) })),
    ResultSetMetadata: {
      ColumnInfo: columns.map(({ name, type }) => ({ Name: name, Label: name, Type: type })),
    },
  },
  ...(NextToken !== undefined && { NextToken }),
});
