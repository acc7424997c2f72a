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
 * The places of texts that arrive in pieces in one kind of stream, and of the values that end them.
 */
public final class TextPlaces {
  /** The places of a body in which every string is a text of its own. */
  public static final TextPlaces NONE = new TextPlaces(List.of(), List.of(), List.of());

  /** The places in server-sent events. */
  public static final TextPlaces EVENTS =
      new TextPlaces(ProviderFields.JOINED, ProviderFields.AMBIGUOUS_EVENTS, ProviderFields.ENDS);

  /** The places in a document on each line. */
  public static final TextPlaces LINES =
      new TextPlaces(ProviderFields.JOINED, ProviderFields.AMBIGUOUS_LINES, ProviderFields.ENDS);

  /** The places in the elements of a top-level array. */
  public static final TextPlaces ELEMENTS =
      new TextPlaces(ProviderFields.JOINED, List.of(), ProviderFields.ENDS);

  /**
   * A place of texts.
   *
   * @param mayBeWhole true if a piece may also be a complete text, so that it is read both ways
   */
  public record ContinuedText(TextPlace place, boolean mayBeWhole) {}

  /**
   * A value that ends all texts of a group.
   *
   * @param place the place of the value; its channel is the group
   * @param value the value; empty if any value counts, in an item without text of the group
   */
  public record TextEnd(TextPlace place, String value) {}

  private final Map<String, ContinuedText[]> continuedText = new HashMap<>();
  private final Map<String, TextEnd[]> textEnds = new HashMap<>();
  private final Set<String> fields = new HashSet<>();

  private TextPlaces(List<TextPlace> joined, List<TextPlace> ambiguous, List<TextEnd> ends) {
    joined.forEach(textPlace ->
        add(
            this.continuedText,
            textPlace,
            new ContinuedText(textPlace, false),
            new ContinuedText[0]));
    ambiguous.forEach(textPlace ->
        add(
            this.continuedText,
            textPlace,
            new ContinuedText(textPlace, true),
            new ContinuedText[0]));
    ends.forEach(end -> add(this.textEnds, end.place(), end, new TextEnd[0]));
    ends.forEach(end -> fields.add(end.place().lastKey()));
  }

  private <T> void add(Map<String, T[]> map, TextPlace textPlace, T entry, T[] none) {
    T[] before = map.getOrDefault(textPlace.lastKey(), none);
    T[] all = Arrays.copyOf(before, before.length + 1);
    all[before.length] = entry;
    map.put(textPlace.lastKey(), all);
    fields.addAll(textPlace.fields());
  }

  /** Returns the text that the current string continues, in an item that begins at a level. */
  public Optional<ContinuedText> continuedText(JsonPath path, int base) {
    for (ContinuedText entry :
        continuedText.getOrDefault(path.nearestKey(), new ContinuedText[0])) {
      if (entry.place().matches(path, base)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** Returns the texts that the current string may end. */
  public List<TextEnd> textEnds(JsonPath path, int base) {
    return Arrays.stream(textEnds.getOrDefault(path.nearestKey(), new TextEnd[0]))
        .filter(end -> end.place().matches(path, base))
        .toList();
  }

  /** Returns true for the name of a field that identifies or ends texts. */
  public boolean isField(String key) {
    return fields.contains(key);
  }

  /** Returns the keys in the tables. */
  static Stream<String> keys() {
    return Stream.of(
            ProviderFields.JOINED,
            ProviderFields.AMBIGUOUS_EVENTS,
            ProviderFields.AMBIGUOUS_LINES,
            ProviderFields.ENDS.stream().map(TextEnd::place).toList())
        .flatMap(List::stream)
        .flatMap(textPlace -> textPlace.keys().stream());
  }
}
