package dev.sluice.extproc.rewriter;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A writer of the replacements in one body. It creates reversible tokens in a request, resolves
 * them in a response, or does neither.
 */
public final class Replacer {
  /** A replacer without tokens and hashes. */
  public static final Replacer WITHOUT_TOKENS = of(Optional.empty());

  private final Optional<ValueHash> hashes;
  private final TokenVault vault;
  private final Optional<TokenVocabulary> vocabulary;
  private final boolean issuesTokens;

  private Replacer(
      Optional<ValueHash> hashes,
      TokenVault vault,
      Optional<TokenVocabulary> vocabulary,
      boolean issues) {
    this.hashes = hashes;
    this.vault = vault;
    this.vocabulary = vocabulary;
    this.issuesTokens = issues;
  }

  /** Returns a replacer without tokens; without {@code hashes} no rule writes a hash. */
  public static Replacer of(Optional<ValueHash> hashes) {
    return new Replacer(hashes, new TokenVault(), Optional.empty(), false);
  }

  /**
   * Returns a replacer that creates tokens of these kinds. Text of a client that looks like a token
   * becomes a token too, so that all tokens that pass are in the vault.
   */
  public static Replacer issuing(
      Optional<ValueHash> hashes, TokenVault vault, Collection<String> kinds) {
    return new Replacer(hashes, vault, Optional.of(new TokenKindVocabulary(kinds)), true);
  }

  /** Returns a replacer that replaces tokens by their values. */
  public static Replacer restoring(Optional<ValueHash> hashes, TokenVault vault) {
    return new Replacer(hashes, vault, Optional.of(vault), false);
  }

  /** Returns true if the replacer creates tokens. */
  public boolean issuesTokens() {
    return issuesTokens;
  }

  /** Returns a finder of tokens, or of text that looks like one; empty without tokens. */
  public Optional<TokenFinder> finder(TokenFinder.Listener listener) {
    return vocabulary.map(words -> new TokenFinder(words, listener));
  }

  /** Returns the replacement of the value between two positions, if it has no token. */
  public byte[] render(Replacement how, byte[] text, int from, int to) {
    return switch (how) {
      case MaskTemplate mask -> mask.render(text, from, to);
      case KeyedHash hashed -> hashed.render(hash(text, from, to).orElseThrow());
      case ReversibleToken(String kind) -> bytes("[" + kind + "]");
    };
  }

  /** Returns the hash of the value between two positions; empty without a key. */
  public Optional<String> hash(byte[] text, int from, int to) {
    return hashes.map(hash -> hash.of(text, from, to));
  }

  /** Returns the replacement of a token of the {@link #finder} that gets no other token. */
  public byte[] render(String token) {
    return vault
        .value(token)
        .filter(value -> !issuesTokens)
        .orElseGet(() -> bytes("[" + TokenKindVocabulary.of(token) + "]"));
  }

  /** Returns the token of a value; empty if the vault is full. */
  public Optional<byte[]> token(String kind, byte[] value) {
    return vault.tokenFor(kind, value).map(Replacer::bytes);
  }

  /** Returns the kind of a token. */
  public static String kindOf(String token) {
    return TokenKindVocabulary.of(token);
  }

  /** Returns how many bytes of values this body has added to the vault. */
  public long storedBytes() {
    return issuesTokens ? vault.storedBytes() : 0;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the kinds of the reversible tokens among replacements. */
  public static List<String> kinds(Collection<Replacement> replacements) {
    return replacements.stream()
        .filter(ReversibleToken.class::isInstance)
        .map(how -> ((ReversibleToken) how).kind())
        .distinct()
        .toList();
  }
}
