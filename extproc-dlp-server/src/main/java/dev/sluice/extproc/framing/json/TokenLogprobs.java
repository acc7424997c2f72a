package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.rewriter.BodyEdits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The log probabilities that a model reports of each token: its text and its alternatives, in
 * pieces and as bytes. They repeat masked text, so an item with any masked text loses them.
 */
final class TokenLogprobs {
  private static final Set<String> KEYS =
      Set.of("logprobs", "logprobsResult", "completion_probabilities");
  private static final byte[] NO_ITEMS = "[]".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = "null".getBytes(StandardCharsets.US_ASCII);

  private record Detail(long from, long to, boolean array) {}

  private record Item(long from, long to, boolean masked, Detail detail) {}

  private final BodyEdits edits;
  private final Deque<Detail> ofItem = new ArrayDeque<>(0);
  private final Deque<Item> waiting = new ArrayDeque<>(0);
  private long from = -1;
  private int depth;
  private boolean array;

  TokenLogprobs(BodyEdits edits) {
    this.edits = edits;
  }

  void containerStart(JsonPath path, boolean isArray, long raw) {
    if (from < 0 && path.depth() > 0 && !path.inArray() && isDetail(path)) {
      from = raw;
      depth = path.depth();
      array = isArray;
    }
  }

  private static boolean isDetail(JsonPath path) {
    String key = path.nearestKey();
    return key != null && KEYS.contains(key);
  }

  void containerEnd(JsonPath path, long raw) {
    if (from >= 0 && path.depth() == depth + 1) {
      ofItem.add(new Detail(from, raw + 1, array));
      from = -1;
    }
  }

  /** Ends the item that began at {@code itemFrom}. */
  void itemEnd(long itemFrom, long raw) {
    if (from >= 0) {
      ofItem.add(new Detail(from, raw, array));
      from = -1;
    }
    boolean masked = edits.extendBeyond(itemFrom);
    ofItem.forEach(detail -> waiting.add(new Item(itemFrom, raw, masked, detail)));
    ofItem.clear();
  }

  /** Advances the watermark: all items before an offset may leave. */
  void advanceWatermark(long watermark) {
    while (!waiting.isEmpty() && waiting.getFirst().to() <= watermark) {
      Item item = waiting.removeFirst();
      Detail detail = item.detail();
      if (item.masked() || edits.overlap(item.from(), item.to())) {
        edits.add(detail.from(), detail.to(), detail.array() ? NO_ITEMS : NOTHING);
      }
    }
  }

  /** Returns the watermark: the first raw byte that waits for its item. */
  long watermark() {
    if (!waiting.isEmpty()) {
      return waiting.getFirst().detail().from();
    }
    if (!ofItem.isEmpty()) {
      return ofItem.getFirst().from();
    }
    return from < 0 ? Long.MAX_VALUE : from;
  }
}
