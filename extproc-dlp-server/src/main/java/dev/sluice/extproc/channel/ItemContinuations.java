package dev.sluice.extproc.channel;

import dev.sluice.extproc.decoder.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strings of one item of a stream that continue texts of earlier items. The fields that
 * identify a text may follow its string, so strings wait for the end of the item.
 */
public final class ItemContinuations {
  /** A listener for the pieces of an item. */
  public interface ContinuationListener {
    /** Appends a piece to a text. */
    void append(ChannelName name, BufferedText piece);

    /** Ends the texts that may be complete and have no piece in the last item. */
    void endUncontinued();

    /** Ends all texts of a group. */
    void end(String group);
  }

  private static final int LONGEST_FIELD = 64;

  private record Part(TextPlace textPlace, TextPlace.Spot spot, BufferedText piece, Field place) {}

  private record Ending(TextPlaces.TextEnd end, TextPlace.Spot spot, Field place) {}

  private record Field(int object, String name) {}

  private final TextPlaces textPlaces;
  private final List<Part> parts = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final Map<Field, String> fields = new HashMap<>();
  private final Set<Field> repeatedFields = new HashSet<>();
  private final byte[] value = new byte[LONGEST_FIELD];
  private int valueLength;
  private boolean hasFields;
  private @Nullable Field openField;
  private long watermark = Long.MAX_VALUE;
  private boolean repeated;

  public ItemContinuations(TextPlaces textPlaces) {
    this.textPlaces = textPlaces;
  }

  /**
   * Begins a string; returns the piece that stores it, or null if the string is a text of its own.
   */
  public @Nullable BufferedText route(JsonPath path, int base, long raw) {
    storeField();
    @Nullable String key = path.depth() == 0 ? null : path.nearestKey();
    if (key == null || path.depth() <= base) {
      return null;
    }
    hasFields = true;
    var place = new Field(path.containerId(path.depth() - 1), key);
    if (textPlaces.isField(key) && !path.inArray()) {
      openField = place;
      valueLength = 0;
      textPlaces
          .textEnds(path, base)
          .forEach(end -> endings.add(new Ending(end, end.place().spot(path, base), place)));
    }
    return textPlaces
        .continuedText(path, base)
        .map(found -> {
          var piece = new BufferedText(found.mayBeWhole());
          var spot = found.place().spot(path, base);
          parts.add(new Part(found.place(), spot, piece, place));
          repeated |=
              !path.inArray() && parts.stream().filter(p -> p.place.equals(place)).count() > 1;
          watermark = Math.min(watermark, raw);
          return piece;
        })
        .orElse(null);
  }

  public void text(byte[] text, int from, int to) {
    if (openField != null) {
      int kept = Math.min(to - from, value.length - valueLength);
      System.arraycopy(text, from, value, valueLength, kept);
      valueLength += kept;
    }
  }

  public void value(JsonPath path, int value) {
    @Nullable String key = path.depth() == 0 || path.inArray() ? null : path.nearestKey();
    if (key != null && textPlaces.isField(key)) {
      store(new Field(path.containerId(path.depth() - 1), key), String.valueOf(value));
    }
  }

  /** Stores the value of the last field. */
  private void storeField() {
    if (openField != null) {
      store(openField, new String(value, 0, valueLength, StandardCharsets.UTF_8));
      openField = null;
    }
  }

  private void store(Field field, String value) {
    if (fields.put(field, value) != null) {
      repeatedFields.add(field);
    }
  }

  /**
   * Ends the item: reports its pieces in order, then the texts that it ends, and forgets them.
   * Returns false if an object has a key twice, because readers differ in which value they use.
   */
  public boolean endItem(ContinuationListener to) {
    storeField();
    Set<String> continued = new HashSet<>();
    for (Part part : parts) {
      ChannelName name = part.textPlace().name(part.spot(), this::find);
      if (!part.piece().isEmpty()) {
        continued.add(name.group());
      }
      to.append(name, part.piece());
    }
    if (hasFields) {
      to.endUncontinued();
    }
    for (Ending ending : endings) {
      String value = fields.getOrDefault(ending.place(), "");
      String group = ending.end().place().name(ending.spot(), this::find).group();
      boolean last = !value.isEmpty() && !continued.contains(group);
      if (ending.end().value().isEmpty() ? last : value.equals(ending.end().value())) {
        to.end(group);
      }
    }
    boolean once = !repeated;
    clear();
    return once;
  }

  private void clear() {
    parts.clear();
    endings.clear();
    fields.clear();
    repeatedFields.clear();
    watermark = Long.MAX_VALUE;
    repeated = false;
    hasFields = false;
  }

  private @Nullable String find(int object, String name) {
    var field = new Field(object, name);
    repeated |= repeatedFields.contains(field);
    return fields.get(field);
  }

  /** Returns the watermark: the first raw byte of a piece that waits for the end of its item. */
  public long watermark() {
    return watermark;
  }
}
