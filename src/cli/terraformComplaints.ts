/** An error or warning of Terraform's (its machine-readable UI, "Diagnostic"). */
export interface Complaint {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** Of what, such as `data.aws_s3_bucket.watched_my-bucket`. */
  readonly address?: string;
}

/** What Terraform complains of, in the order in which it does: out of lines of JSON, or of the text for people. */
export function complaintsOf(told: string): readonly Complaint[] {
  const lines = told.split("\n");
  const fromJson = lines.map(jsonComplaint).filter((one) => one !== undefined);
  // `init` has no JSON before Terraform 1.9, and a fault before the first step is told as text everywhere
  return [...fromJson, ...textComplaints(lines.filter((line) => !line.startsWith("{")))];
}

function jsonComplaint(line: string): Complaint | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const { type, diagnostic } = JSON.parse(line) as { type?: string; diagnostic?: Complaint };
    return type === "diagnostic" ? diagnostic : undefined;
  } catch {
    return undefined;
  }
}

/** Terraform frames each, and breaks its lines at 78 characters. */
function textComplaints(lines: readonly string[]): readonly Complaint[] {
  const text = lines.map((line) => line.replace(/^[│╷╵] ?/, "").trimEnd()).join("\n");
  return text
    .split(/^(?=(?:Error|Warning): )/m)
    .filter((part) => /^(?:Error|Warning): /.test(part))
    .map((part) => {
      const [, kind, summary = "", detail = ""] =
        /^(Error|Warning): ([^]*?)(?:\n\n([^]*))?$/.exec(part.trim()) ?? [];
      return {
        severity: kind === "Warning" ? "warning" : "error",
        summary: summary.replace(/\s+/g, " "),
        detail: detail.trim(),
      } as const;
    });
}

/** As a person reads it. */
export function complaintText({ severity, summary, detail, address }: Complaint): string {
  const head = `${severity === "error" ? "Error" : "Warning"}: ${summary.trim()}`;
  return [
    head,
    ...(address === undefined ? [] : [`  with ${address}`]),
    ...detail
      .trim()
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => `  ${line}`),
  ].join("\n");
}
