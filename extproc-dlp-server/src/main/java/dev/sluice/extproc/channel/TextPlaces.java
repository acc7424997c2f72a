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
public final class TextPlaces {
  /** Every string is a text of its own. */
  public static final TextPlaces NONE = new TextPlaces(List.of(), List.of(), List.of());

  /** Server-sent events. */
  public static final TextPlaces EVENTS =
      new TextPlaces(ProviderFields.JOINED, ProviderFields.AMBIGUOUS_EVENTS, ProviderFields.ENDS);

  /** A document on each line. */
  public static final TextPlaces LINES =
      new TextPlaces(ProviderFields.JOINED, ProviderFields.AMBIGUOUS_LINES, ProviderFields.ENDS);

  /** The elements of an array that is a whole body. */
  public static final TextPlaces ELEMENTS =
      new TextPlaces(ProviderFields.JOINED, List.of(), ProviderFields.ENDS);

  /**
   * A place of texts.
   *
   * @param mayBeWhole whether a piece may also be a whole text, so that it is read both ways
   */
  public record ContinuedText(TextPlace place, boolean mayBeWhole) {}

  /**
   * A value that ends all texts of a group.
   *
   * @param place the place of the value, and as its channel the group
   * @param value what it says; empty if anything, in an item without text of the group
   */
  public record TextEnd(TextPlace place, String value) {}

  private final Map<String, ContinuedText[]> continuedText = new HashMap<>();
  private final Map<String, TextEnd[]> textEnds = new HashMap<>();
  private final Set<String> fields = new HashSet<>();

  private TextPlaces(List<TextPlace> joined, List<TextPlace> ambiguous, List<TextEnd> ends) {
    joined.forEach(shape ->
        add(this.continuedText, shape, new ContinuedText(shape, false), new ContinuedText[0]));
    ambiguous.forEach(shape ->
        add(this.continuedText, shape, new ContinuedText(shape, true), new ContinuedText[0]));
    ends.forEach(end -> add(this.textEnds, end.place(), end, new TextEnd[0]));
    ends.forEach(end -> fields.add(end.place().lastKey()));
  }

  private <T> void add(Map<String, T[]> map, TextPlace shape, T entry, T[] none) {
    T[] before = map.getOrDefault(shape.lastKey(), none);
    T[] all = Arrays.copyOf(before, before.length + 1);
    all[before.length] = entry;
    map.put(shape.lastKey(), all);
    fields.addAll(shape.fields());
  }

  /** The text that the string here is a piece of, in an item that begins at a level. */
  public Optional<ContinuedText> continuedText(JsonPath path, int base) {
    for (ContinuedText entry :
        continuedText.getOrDefault(path.nearestKey(), new ContinuedText[0])) {
      if (entry.place().matches(path, base)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** What the string here may be the end of. */
  public List<TextEnd> textEnds(JsonPath path, int base) {
    return Arrays.stream(textEnds.getOrDefault(path.nearestKey(), new TextEnd[0]))
        .filter(end -> end.place().matches(path, base))
        .toList();
  }

  /** True for the name of a field that tells texts apart or ends them. */
  public boolean isField(String key) {
    return fields.contains(key);
  }

  /** The keys that the tables name. */
  static Stream<String> keys() {
    return Stream.of(
            ProviderFields.JOINED,
            ProviderFields.AMBIGUOUS_EVENTS,
            ProviderFields.AMBIGUOUS_LINES,
            ProviderFields.ENDS.stream().map(TextEnd::place).toList())
        .flatMap(List::stream)
        .flatMap(shape -> shape.keys().stream());
  }
}
