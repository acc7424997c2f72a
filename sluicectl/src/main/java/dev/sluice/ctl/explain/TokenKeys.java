package dev.sluice.ctl.explain;

/** The keys that verify the token of an explained request. */
enum TokenKeys {
  /** No keys: the claims are checked, and the signature is not. */
  NONE("give the keys of the issuer with --jwks"),
  /** The keys of a file. */
  GIVEN("by the keys of --jwks"),
  /** The key of a test, which signed the token. */
  TEST("signed by the test");

  private final String words;

  TokenKeys(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
