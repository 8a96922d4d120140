import type { Readable } from "node:stream";
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { Folders, Listed } from "./folders";
import { type Attempt, type Patience, patiently } from "./patience";
import { Slots } from "./slots";

/** An object, as S3 lists it. */
export interface RemoteFile extends Listed {
  readonly etag: string;
}

/** What S3 says of an object that it sends. */
export interface Sent {
  readonly body: Readable;
  readonly etag: string;
  /** Whether the ETag of such an object can be the MD5 of its bytes. */
  readonly isEncryptedWithKey: boolean;
}

/** Lists run beside the files' sixteen: the files wait for them. */
const listsAtOnce = 4;

/** The log bucket. */
export class Bucket implements Folders {
  private readonly slots = new Slots(listsAtOnce);

  /** @param client one that does not try again by itself */
  constructor(
    private readonly client: S3Client,
    readonly name: string,
    private readonly patience: Patience,
    private readonly signal: AbortSignal,
  ) {}

  async foldersIn(folder: string): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const { CommonPrefixes = [] } of this.pages(folder, "/")) {
      for (const { Prefix = "" } of CommonPrefixes) names.push(Prefix.slice(folder.length, -1));
    }
    return names;
  }

  /** Every object whose key begins with the folder's, a page at a time. */
  async *filesIn(folder: string): AsyncGenerator<readonly RemoteFile[]> {
    for await (const { Contents = [] } of this.pages(folder)) {
      yield Contents.map(({ Key = "", Size = 0, ETag = "" }) => ({
        name: Key.slice(folder.length),
        size: Size,
        etag: ETag.replaceAll('"', ""),
      }));
    }
  }

  async get(key: string, { signal }: Attempt): Promise<Sent> {
    const sent = await this.client.send(new GetObjectCommand({ Bucket: this.name, Key: key }), {
      abortSignal: signal,
    });
    return {
      body: sent.Body as Readable,
      etag: (sent.ETag ?? "").replaceAll('"', ""),
      isEncryptedWithKey:
        (sent.ServerSideEncryption ?? "AES256") !== "AES256" || sent.SSECustomerAlgorithm !== undefined,
    };
  }

  private async *pages(folder: string, delimiter?: string) {
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({
        Bucket: this.name,
        Prefix: folder,
        Delimiter: delimiter,
        ContinuationToken: token,
      });
      const page = await this.slots.run(() =>
        patiently(this.patience, this.signal, ({ signal }) =>
          this.client.send(command, { abortSignal: signal }),
        ),
      );
      yield page;
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }
}
