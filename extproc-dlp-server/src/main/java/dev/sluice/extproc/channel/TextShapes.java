package dev.sluice.extproc.channel;

import dev.sluice.extproc.decoder.JsonPath;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All places of texts that come in pieces in one kind of stream, and of what says that they end.
 */
public final class TextShapes {
  /** Every string is a text of its own. */
  public static final TextShapes NONE = new TextShapes(List.of(), List.of(), List.of());

  /** Server-sent events. */
  public static final TextShapes EVENTS =
      new TextShapes(ProviderShapes.JOINED, ProviderShapes.AMBIGUOUS_EVENTS, ProviderShapes.ENDS);

  /** A document on each line. */
  public static final TextShapes LINES =
      new TextShapes(ProviderShapes.JOINED, ProviderShapes.AMBIGUOUS_LINES, ProviderShapes.ENDS);

  /** The elements of an array that is a whole body. */
  public static final TextShapes ELEMENTS =
      new TextShapes(ProviderShapes.JOINED, List.of(), ProviderShapes.ENDS);

  /**
   * A place of texts.
   *
   * @param alone whether a piece may also be a whole text, so that it is read both ways
   */
  public record Joined(TextShape shape, boolean alone) {}

  /**
   * A value that ends all texts of a group.
   *
   * @param shape the place of the value, and as its channel the group
   * @param value what it says; empty if anything, in an item without text of the group
   */
  public record End(TextShape shape, String value) {}

  private final Map<String, Joined[]> joined = new HashMap<>();
  private final Map<String, End[]> ends = new HashMap<>();
  private final Set<String> fields = new HashSet<>();

  private TextShapes(List<TextShape> joined, List<TextShape> ambiguous, List<End> ends) {
    joined.forEach(shape -> add(this.joined, shape, new Joined(shape, false), new Joined[0]));
    ambiguous.forEach(shape -> add(this.joined, shape, new Joined(shape, true), new Joined[0]));
    ends.forEach(end -> add(this.ends, end.shape(), end, new End[0]));
    ends.forEach(end -> fields.add(end.shape().lastKey()));
  }

  private <T> void add(Map<String, T[]> map, TextShape shape, T entry, T[] none) {
    T[] before = map.getOrDefault(shape.lastKey(), none);
    T[] all = Arrays.copyOf(before, before.length + 1);
    all[before.length] = entry;
    map.put(shape.lastKey(), all);
    fields.addAll(shape.fields());
  }

  /** The text that the string here is a piece of, in an item that begins at a level. */
  public Optional<Joined> joined(JsonPath path, int base) {
    for (Joined entry : joined.getOrDefault(path.nearestKey(), new Joined[0])) {
      if (entry.shape().matches(path, base)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** What the string here may be the end of. */
  public List<End> ends(JsonPath path, int base) {
    return Arrays.stream(ends.getOrDefault(path.nearestKey(), new End[0]))
        .filter(end -> end.shape().matches(path, base))
        .toList();
  }

  /** True for the name of a field that tells texts apart or ends them. */
  public boolean isField(String key) {
    return fields.contains(key);
  }

  /** The keys that the tables name. */
  static Stream<String> keys() {
    return Stream.of(
            ProviderShapes.JOINED,
            ProviderShapes.AMBIGUOUS_EVENTS,
            ProviderShapes.AMBIGUOUS_LINES,
            ProviderShapes.ENDS.stream().map(End::shape).toList())
        .flatMap(List::stream)
        .flatMap(shape -> shape.keys().stream());
  }
}
