import { type IResolvable, ref, Token, Tokenization } from "cdktf";

/** A Terraform expression, such as `var.trail.logging`, where settings have a value. */
export class Expression {
  constructor(readonly text: string) {}

  // Tokens, not texts with ${}: only these keep their meaning inside a function such as jsonencode.

  get asString(): string {
    return Token.asString(ref(this.text));
  }

  get asNumber(): number {
    return Token.asNumber(ref(this.text));
  }

  get asList(): string[] {
    return Token.asList(ref(this.text));
  }

  get asMap(): Record<string, string> {
    return Token.asStringMap(ref(this.text));
  }

  get asFlag(): IResolvable {
    return ref(this.text);
  }

  /** As it stands in Terraform's JSON syntax. */
  toString(): string {
    return `\${${this.text}}`;
  }
}

/** Known when CDKTF runs, or only when Terraform plans. */
export type Flag = boolean | IResolvable;

/** A number inside a text: a token for a number would show there as the number that stands for it. */
export const textOf = (number: number): string =>
  Token.isUnresolved(number) ? Token.asString(Tokenization.reverseNumber(number)) : String(number);
