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
 * The strings of one item of a stream that continue texts of earlier items. Which text one
 * continues depends on fields that may come after it, so that strings wait for the item's end.
 */
public final class ItemContinuations {
  /** Takes what an item came to. */
  public interface ContinuationListener {
    /** A piece of a text. */
    void append(ChannelName name, BufferedText piece);

    /** The texts have ended that may be whole ones and have no piece among those just told. */
    void endUncontinued();

    /** All texts of a group have ended. */
    void end(String group);
  }

  private static final int LONGEST_FIELD = 64;

  private record Part(TextPlace shape, TextPlace.Spot spot, BufferedText piece, Field place) {}

  private record Ending(TextPlaces.TextEnd end, TextPlace.Spot spot, Field place) {}

  private record Field(int object, String name) {}

  private final TextPlaces shapes;
  private final List<Part> parts = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final Map<Field, String> fields = new HashMap<>();
  private final Set<Field> twice = new HashSet<>();
  private final byte[] value = new byte[LONGEST_FIELD];
  private int valueLength;
  private boolean said;
  private @Nullable Field saying;
  private long watermark = Long.MAX_VALUE;
  private boolean repeated;

  public ItemContinuations(TextPlaces shapes) {
    this.shapes = shapes;
  }

  /** A string begins: the piece that takes it, or null if it is a text of its own. */
  public @Nullable BufferedText route(JsonPath path, int base, long raw) {
    told();
    @Nullable String key = path.depth() == 0 ? null : path.nearestKey();
    if (key == null || path.depth() <= base) {
      return null;
    }
    said = true;
    var place = new Field(path.containerId(path.depth() - 1), key);
    if (shapes.isField(key) && !path.inArray()) {
      saying = place;
      valueLength = 0;
      shapes
          .textEnds(path, base)
          .forEach(end -> endings.add(new Ending(end, end.place().spot(path, base), place)));
    }
    return shapes
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
    if (saying != null) {
      int kept = Math.min(to - from, value.length - valueLength);
      System.arraycopy(text, from, value, valueLength, kept);
      valueLength += kept;
    }
  }

  public void value(JsonPath path, int value) {
    @Nullable String key = path.depth() == 0 || path.inArray() ? null : path.nearestKey();
    if (key != null && shapes.isField(key)) {
      tell(new Field(path.containerId(path.depth() - 1), key), String.valueOf(value));
    }
  }

  /** The field whose string came last is complete. */
  private void told() {
    if (saying != null) {
      tell(saying, new String(value, 0, valueLength, StandardCharsets.UTF_8));
      saying = null;
    }
  }

  private void tell(Field field, String value) {
    if (fields.put(field, value) != null) {
      twice.add(field);
    }
  }

  /**
   * Ends the item: tells its pieces, in order, and then what they end, and forgets them. False if a
   * key stands twice in one object, for readers differ in which of its values they take.
   */
  public boolean endItem(ContinuationListener to) {
    told();
    Set<String> spoken = new HashSet<>();
    for (Part part : parts) {
      ChannelName name = part.shape().name(part.spot(), this::find);
      if (!part.piece().isEmpty()) {
        spoken.add(name.group());
      }
      to.append(name, part.piece());
    }
    if (said) {
      to.endUncontinued();
    }
    for (Ending ending : endings) {
      String value = fields.getOrDefault(ending.place(), "");
      String group = ending.end().place().name(ending.spot(), this::find).group();
      boolean last = !value.isEmpty() && !spoken.contains(group);
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
    twice.clear();
    watermark = Long.MAX_VALUE;
    repeated = false;
    said = false;
  }

  private @Nullable String find(int object, String name) {
    var field = new Field(object, name);
    repeated |= twice.contains(field);
    return fields.get(field);
  }

  /** The first raw byte of a piece that waits for the end of its item. */
  public long watermark() {
    return watermark;
  }
}
