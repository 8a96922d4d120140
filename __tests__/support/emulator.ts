import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Interface, createInterface } from "node:readline";
import { ready } from "./finding";
import { findPython, virtualEnvironment } from "./python";

const folder = join(__dirname, "..", "emulator");
export const requirements = join(folder, "requirements.txt");

/** The account that moto keeps for credentials it does not know. */
export const emulatorAccount = "123456789012";
/** Neither Terraform nor an SDK asks for anything without credentials; the emulator does not check them. */
export const fakeCredentials = { accessKeyId: "test", secretAccessKey: "test" };

/** An emulated AWS with nothing in it, on a port of its own, until `stop`. */
export class Emulator {
  private constructor(
    private readonly server: ChildProcess,
    private readonly lines: Interface,
    readonly url: string,
  ) {}

  /** @param options.keepsLog false where this process does not always listen: the emulator's log is lost */
  static async start({ keepsLog = true } = {}): Promise<Emulator> {
    const python = virtualEnvironment(ready(findPython()), requirements);
    const server = spawn(python, ["-B", join(folder, "launcher.py")], {
      stdio: ["pipe", "pipe", keepsLog ? "pipe" : "ignore"],
    });
    // moto logs every request there; a pipe that nobody reads would fill up and stop it
    const log: string[] = [];
    server.stderr?.on("data", (text: Buffer) => log.splice(0, Math.max(0, log.push(text.toString()) - 50)));
    const gone = once(server, "exit").then(() => {
      throw new Error(`The emulator ended before it was ready:\n${log.join("")}`);
    });
    const lines = createInterface({ input: server.stdout! });
    const [url] = await Promise.race([once(lines, "line"), gone]);
    gone.catch(() => undefined);
    return new Emulator(server, lines, url as string);
  }

  /** What an SDK client needs to talk to it. */
  clientFor(region: string) {
    return { region, endpoint: this.url, credentials: fakeCredentials };
  }

  /** From now on each statement that Athena is given is run by this Trino. */
  async runAthenaOn(trinoUrl: string): Promise<void> {
    const taken = once(this.lines, "line");
    this.server.stdin?.write(`${trinoUrl}\n`);
    await taken;
  }

  async reset(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: "POST" });
  }

  async stop(): Promise<void> {
    if (this.server.exitCode !== null) return;
    const ended = once(this.server, "exit");
    this.server.kill();
    await ended;
  }
}
