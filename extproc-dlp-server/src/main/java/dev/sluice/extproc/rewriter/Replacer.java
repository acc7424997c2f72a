package dev.sluice.extproc.rewriter;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Writes what stands in place of what was found in one body: in a request that gives out tokens, in
 * an answer that has them back, or in any other.
 */
public final class Replacer {
  /** Where tokens and tenants are no matter. */
  public static final Replacer WITHOUT_TOKENS = of(Optional.empty());

  private final Optional<ValueHash> hashes;
  private final TokenVault book;
  private final Optional<TokenVocabulary> vocabulary;
  private final boolean issuesTokens;

  private Replacer(
      Optional<ValueHash> hashes,
      TokenVault book,
      Optional<TokenVocabulary> vocabulary,
      boolean gives) {
    this.hashes = hashes;
    this.book = book;
    this.vocabulary = vocabulary;
    this.issuesTokens = gives;
  }

  /** Neither gives out tokens nor takes them back; without {@code hashes} no rule makes any. */
  public static Replacer of(Optional<ValueHash> hashes) {
    return new Replacer(hashes, new TokenVault(), Optional.empty(), false);
  }

  /**
   * Gives out tokens of these kinds. What the text itself has in their form is given one too, so
   * that all tokens that go on are of the book.
   */
  public static Replacer issuing(
      Optional<ValueHash> hashes, TokenVault book, Collection<String> kinds) {
    return new Replacer(hashes, book, Optional.of(new TokenKindVocabulary(kinds)), true);
  }

  /** Puts values in the place of their tokens. */
  public static Replacer restoring(Optional<ValueHash> hashes, TokenVault book) {
    return new Replacer(hashes, book, Optional.of(book), false);
  }

  /** True if values get tokens. */
  public boolean issuesTokens() {
    return issuesTokens;
  }

  /** Looks for what has the form of tokens, or is one; empty where nothing is looked for. */
  public Optional<TokenFinder> finder(TokenFinder.Listener listener) {
    return vocabulary.map(words -> new TokenFinder(words, listener));
  }

  /** What stands for the value between two positions, if it has no token. */
  public byte[] render(Replacement how, byte[] text, int from, int to) {
    return switch (how) {
      case MaskTemplate mask -> mask.render(text, from, to);
      case KeyedHash hashed -> hashed.render(hash(text, from, to).orElseThrow());
      case ReversibleToken(String kind) -> bytes("[" + kind + "]");
    };
  }

  /** The hash of the value between two positions; empty where no key is known. */
  public Optional<String> hash(byte[] text, int from, int to) {
    return hashes.map(hash -> hash.of(text, from, to));
  }

  /** What stands for a token that the {@link #finder} found, if it has none itself. */
  public byte[] render(String token) {
    return book.value(token)
        .filter(value -> !issuesTokens)
        .orElseGet(() -> bytes("[" + TokenKindVocabulary.of(token) + "]"));
  }

  /** The token of a value; empty if the book is full. */
  public Optional<byte[]> token(String kind, byte[] value) {
    return book.tokenFor(kind, value).map(Replacer::bytes);
  }

  /** The kind of a token. */
  public static String kindOf(String token) {
    return TokenKindVocabulary.of(token);
  }

  /** How many bytes of values this body has put into the book. */
  public long storedBytes() {
    return issuesTokens ? book.storedBytes() : 0;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The kinds among some replacements of which tokens are given out. */
  public static List<String> kinds(Collection<Replacement> replacements) {
    return replacements.stream()
        .filter(ReversibleToken.class::isInstance)
        .map(how -> ((ReversibleToken) how).kind())
        .distinct()
        .toList();
  }
}
