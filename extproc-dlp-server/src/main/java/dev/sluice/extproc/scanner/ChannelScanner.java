package dev.sluice.extproc.scanner;

import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.decoder.TextNormalizer;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.rewriter.ReversibleToken;
import dev.sluice.extproc.rewriter.TokenFinder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scanner of the text of one channel, which arrives in pieces. It decides a match when no later
 * match can overlap it. Every match is reported. A match of a blocking rule ends the body.
 * Overlapping masks become one mask over all of their text. Reversible tokens are found as well;
 * where a mask overlaps one, the mask wins.
 */
public final class ChannelScanner implements TextHandler {
  private static final int SLICE = 16_384;
  private static final int STAGE = 64;

  private final RuleSet rules;
  private final BitSet inForce;
  private final int maxHeld;
  private final ScanSink sink;
  private final DecodedText decoded;
  private final boolean ruled;
  private final Replacer replacer;
  private final @Nullable TokenFinder tokens;
  private final @Nullable OriginalText original;
  private final TextNormalizer plain;
  private final @Nullable ReviewedText reviewed;
  private final RawOffsetMap map = new RawOffsetMap();
  private final List<PendingMatch> open = new ArrayList<>(0);
  private final byte[] staged = new byte[STAGE];
  private int stagedLength;
  private int contextLength;

  /** Creates a scanner without reversible tokens. */
  public ChannelScanner(RuleSet rules, BitSet inForce, int maxHeld, ScanSink sink) {
    this(rules, inForce, maxHeld, Replacer.WITHOUT_TOKENS, sink);
  }

  /** Creates a scanner without a review. */
  public ChannelScanner(
      RuleSet rules, BitSet inForce, int maxHeld, Replacer replacer, ScanSink sink) {
    this(rules, inForce, maxHeld, replacer, sink, Optional.empty());
  }

  /**
   * Creates a scanner.
   *
   * @param maxHeld the most text that a chain of overlapping matches may span
   * @param review what finds the matches in whole texts, in place of the patterns
   */
  public ChannelScanner(
      RuleSet rules,
      BitSet inForce,
      int maxHeld,
      Replacer replacer,
      ScanSink sink,
      Optional<TextReview> review) {
    this.rules = rules;
    this.inForce = inForce;
    this.maxHeld = maxHeld;
    this.sink = sink;
    this.ruled = !inForce.isEmpty();
    this.reviewed = review.map(reader -> new ReviewedText(reader, map)).orElse(null);
    this.replacer = replacer;
    this.decoded = new DecodedText(rules, this::matched);
    this.tokens = replacer.finder(this::token).orElse(null);
    this.original = replacer.issuesTokens() ? new OriginalText() : null;
    var shown = new Plain();
    this.plain =
        original == null
            ? new TextNormalizer(shown)
            : new TextNormalizer(shown, shown::addReplaced);
  }

  /**
   * Scans words that precede the text elsewhere in the body, such as the key of a value. Rules see
   * them, but they are never reported or edited. Allowed only at the start of a text.
   */
  public void context(byte[] words, int length, long raw) {
    contextLength = length;
    if (reviewed != null) {
      reviewed.context(words, length, raw);
      return;
    }
    map.add(length, raw, 0);
    if (original != null) {
      original.add(length, words, 0, length);
    }
    stage(words, 0, length);
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    if (reviewed == null) {
      plain.text(bytes, from, to, raw);
    } else {
      reviewed.text(bytes, from, to, raw);
    }
  }

  @Override
  public void normalizedText(byte[] bytes, int from, int to, long raw) {
    if (reviewed == null) {
      plain.normalizedText(bytes, from, to, raw);
    } else {
      reviewed.text(bytes, from, to, raw);
    }
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    if (reviewed == null) {
      plain.unit(text, from, to, raw, rawLength);
    } else {
      reviewed.unit(text, from, to, raw, rawLength);
    }
  }

  /** The normalized text, buffered until a search is worthwhile. */
  private final class Plain implements TextHandler {
    private boolean replaced;

    private void addReplaced(int shown, byte[] text, int from, int to) {
      addOriginal(shown, text, from, to);
      replaced = true;
    }

    private void addOriginal(int shown, byte[] text, int from, int to) {
      if (original != null && !replaced) {
        original.add(shown, text, from, to);
      }
      replaced = false;
    }

    @Override
    public void text(byte[] bytes, int from, int to, long raw) {
      addOriginal(to - from, bytes, from, to);
      if (to - from <= STAGE - stagedLength) {
        map.add(to - from, raw, to - from);
        stage(bytes, from, to);
        return;
      }
      feedStage();
      for (int at = from; at < to; at += SLICE) {
        int end = Math.min(to, at + SLICE);
        map.add(end - at, raw + at - from, end - at);
        search(bytes, at, end);
      }
    }

    @Override
    public void unit(byte[] text, int from, int to, long raw, int rawLength) {
      if (to - from > STAGE - stagedLength) {
        flushStage();
      }
      addOriginal(to - from, text, from, to);
      map.add(to - from, raw, rawLength);
      stage(text, from, to);
    }
  }

  private void search(byte[] text, int from, int to) {
    feed(text, from, to);
    decide(searchWatermark());
  }

  private void feed(byte[] text, int from, int to) {
    if (ruled) {
      decoded.feed(text, from, to);
    }
    if (tokens != null) {
      tokens.feed(text, from, to);
    }
  }

  private long searchWatermark() {
    long watermark = ruled ? decoded.watermark() : map.length();
    return tokens == null ? watermark : Math.min(watermark, tokens.watermark());
  }

  /** Ends the text: decides all matches; the next text starts without context. */
  public void end() {
    if (reviewed != null) {
      reviewed.end(this::found);
      decide(Long.MAX_VALUE);
      map.clear();
      contextLength = 0;
      return;
    }
    plain.flush();
    if (ruled) {
      decoded.feed(staged, 0, stagedLength);
      decoded.end();
    }
    if (tokens != null) {
      tokens.feed(staged, 0, stagedLength);
      tokens.end();
    }
    stagedLength = 0;
    decide(Long.MAX_VALUE);
    map.clear();
    if (original != null) {
      original.clear();
    }
    contextLength = 0;
  }

  /**
   * Returns the watermark: the first raw byte that a match may still include or edit; {@code
   * Long.MAX_VALUE} if there is none.
   */
  public long watermark() {
    if (reviewed != null) {
      return reviewed.watermark();
    }
    flushStage();
    long held = firstOpenByte(searchWatermark());
    return held == map.length() ? plain.watermark() : map.rawStart(held);
  }

  private void stage(byte[] text, int from, int to) {
    System.arraycopy(text, from, staged, stagedLength, to - from);
    stagedLength += to - from;
  }

  private void feedStage() {
    feed(staged, 0, stagedLength);
    stagedLength = 0;
  }

  private void flushStage() {
    if (stagedLength > 0) {
      feedStage();
      decide(searchWatermark());
    }
  }

  private void matched(int pattern, long offset, long end, byte[] text, int from, int to) {
    found(rules.rule(pattern), offset, end, text, from, to);
  }

  private void found(DlpRule rule, long offset, long end, byte[] text, int from, int to) {
    if (inForce.get(rule.order()) && end > contextLength && !rule.allow().allows(text, from, to)) {
      String kind =
          replacer.issuesTokens() && rule.mask() instanceof ReversibleToken(String name)
              ? name
              : "";
      byte[] replacement = replacer.render(rule.mask(), text, from, to);
      Optional<String> hash = replacer.hash(text, from, to);
      open(PendingMatch.of(rule, offset, end, replacement, kind, hash));
    }
  }

  private void token(String token, long from, long to) {
    String kind = replacer.issuesTokens() ? Replacer.kindOf(token) : "";
    open(PendingMatch.ofToken(from, to, replacer.render(token), kind));
  }

  private void open(PendingMatch match) {
    int place = open.size();
    while (place > 0 && match.precedes(open.get(place - 1))) {
      place--;
    }
    if (place == 0 || !match.isSame(open.get(place - 1))) {
      open.add(place, match);
    }
  }

  /** Decides the groups of overlapping matches before the search watermark. */
  private void decide(long watermark) {
    while (!open.isEmpty()) {
      int count = 1;
      long end = open.getFirst().to();
      while (count < open.size() && open.get(count).from() < end) {
        end = Math.max(end, open.get(count++).to());
      }
      if (end - open.getFirst().from() > maxHeld) {
        sink.overflow(map.rawStart(open.getFirst().from()));
        open.clear();
      } else if (watermark < end) {
        break;
      } else {
        List<PendingMatch> group = open.subList(0, count);
        report(group);
        group.clear();
      }
    }
    map.dropBefore(firstOpenByte(watermark));
    if (original != null) {
      original.dropBefore(firstOpenByte(watermark));
    }
  }

  /** Returns the first byte of a match that is open or may still begin. */
  private long firstOpenByte(long watermark) {
    return open.isEmpty() ? watermark : Math.min(watermark, open.getFirst().from());
  }

  private void report(DlpRule rule, PendingMatch match) {
    long from = Math.max(match.from(), contextLength);
    int length = (int) (match.to() - from);
    sink.matched(
        new ScanSink.Hit(rule, from - contextLength, length, match.hash()), map.rawStart(from));
  }

  private void report(List<PendingMatch> group) {
    for (PendingMatch match : group) {
      match.rule().ifPresent(rule -> report(rule, match));
    }
    group.stream()
        .flatMap(match -> match.rule().stream())
        .filter(rule -> rule.action() == RuleAction.BLOCK)
        .min((a, b) -> Integer.compare(a.order(), b.order()))
        .ifPresent(rule -> sink.blocked(rule, map.rawStart(group.getFirst().from())));
    List<PendingMatch> changes = group.stream().filter(PendingMatch::isReplaced).toList();
    int at = 0;
    while (at < changes.size()) {
      int first = at;
      long end = changes.get(at++).to();
      while (at < changes.size() && changes.get(at).from() < end) {
        end = Math.max(end, changes.get(at++).to());
      }
      replace(changes.subList(first, at), end);
    }
  }

  /**
   * Edits the text of overlapping matches. Masks win over tokens; among tokens the first one wins.
   */
  private void replace(List<PendingMatch> overlapping, long end) {
    long from = overlapping.getFirst().from();
    PendingMatch decides =
        overlapping.stream()
            .filter(PendingMatch::isMask)
            .findFirst()
            .orElse(overlapping.getFirst());
    byte[] text = replacement(decides, Math.max(from, contextLength), end);
    map.replace(from, end, text, sink::rewrite);
  }

  private byte[] replacement(PendingMatch match, long from, long end) {
    return original == null || match.kind().isEmpty()
        ? match.text()
        : replacer.token(match.kind(), original.range(from, end)).orElse(match.text());
  }
}
