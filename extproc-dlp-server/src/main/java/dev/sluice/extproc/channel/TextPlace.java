package dev.sluice.extproc.channel;

import dev.sluice.extproc.decoder.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place where a provider writes pieces of texts, with the fields that identify each text. In a
 * path {@code []} is any item of an array, and {@code [field]} is an item that a field identifies.
 * A channel names these fields, or fields of the outermost object. Fields in braces identify a text
 * but are not shown.
 */
public final class TextPlace {
  private static final Pattern FIELD = Pattern.compile("\\[(\\w+)]|\\{(\\w+)}");
  private static final String ITEM = "[]";

  /** The field of an item's index; an item without it has its position in the array. */
  private static final String INDEX = "index";

  private sealed interface Part {
    record Fixed(String text) implements Part {}

    /** A field of the object at a level of the path. */
    record Field(String name, int level, boolean shown) implements Part {}
  }

  private final List<String> steps = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  private TextPlace(String path, String channel) {
    List<Part.Field> items = new ArrayList<>();
    for (String step : path.split("\\.", -1)) {
      int bracket = step.indexOf('[');
      steps.add(bracket < 0 ? step : step.substring(0, bracket));
      if (bracket >= 0) {
        steps.add(ITEM);
        String field = step.substring(bracket + 1, step.length() - 1);
        items.add(new Part.Field(field, steps.size(), true));
      }
    }
    Matcher field = FIELD.matcher(channel);
    int end = 0;
    while (field.find()) {
      parts.add(new Part.Fixed(channel.substring(end, field.start())));
      boolean shown = field.group(1) != null;
      parts.add(field(shown ? field.group(1) : field.group(2), items, shown));
      end = field.end();
    }
    parts.add(new Part.Fixed(channel.substring(end)));
  }

  static TextPlace pieces(String path) {
    return new TextPlace(path, path);
  }

  static TextPlace pieces(String path, String channel) {
    return new TextPlace(path, channel);
  }

  private static Part field(String name, List<Part.Field> items, boolean shown) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).name().equals(name)) {
        return new Part.Field(name, items.remove(i).level(), shown);
      }
    }
    return new Part.Field(name, 0, shown);
  }

  /** Returns true if the current value is at this place of the item that begins at a level. */
  boolean matches(JsonPath path, int base) {
    return path.matches(base, steps);
  }

  String lastKey() {
    return steps.stream().filter(step -> !step.equals(ITEM)).reduce((a, b) -> b).orElseThrow();
  }

  /** Returns all keys that the place uses. */
  Set<String> keys() {
    Set<String> keys = fields();
    keys.addAll(steps);
    keys.remove(ITEM);
    return keys;
  }

  /** Returns the fields that identify its texts. */
  Set<String> fields() {
    return parts.stream()
        .flatMap(part ->
            part instanceof Part.Field field
                ? List.of(field.name()).stream()
                : Collections.<String>emptyList().stream())
        .collect(Collectors.toSet());
  }

  /** Records the current place in the document, for {@link #name} at the end of the item. */
  public Spot spot(JsonPath path, int base) {
    int[] objects = new int[parts.size()];
    int[] places = new int[parts.size()];
    for (int i = 0; i < objects.length; i++) {
      if (parts.get(i) instanceof Part.Field(String name, int level, boolean _)) {
        objects[i] = path.containerId(base + level);
        places[i] = level > 0 && name.equals(INDEX) ? path.index(base + level - 1) : -1;
      }
    }
    return new Spot(objects, places);
  }

  /** The objects around a value, and their positions in arrays. */
  public static final class Spot {
    private final int[] objects;
    private final int[] places;

    private Spot(int[] objects, int[] places) {
      this.objects = objects;
      this.places = places;
    }
  }

  /** Returns the name of the text that contains the value at a spot. */
  public ChannelName name(Spot spot, Fields fields) {
    var key = new StringBuilder();
    var shown = new StringBuilder();
    int group = 0;
    for (int i = 0; i < spot.objects.length; i++) {
      switch (parts.get(i)) {
        case Part.Fixed(String text) -> {
          key.append(text);
          shown.append(text);
        }
        case Part.Field(String name, int _, boolean visible) -> {
          @Nullable String found = fields.find(spot.objects[i], name);
          String value = found == null && spot.places[i] >= 0 ? "" + spot.places[i] : found;
          key.append('[').append(value == null ? "" : value).append(']');
          if (visible) {
            shown.append('[').append(value == null ? "" : value).append(']');
            group = group == 0 ? shown.length() : group;
          }
        }
      }
    }
    String whole = shown.toString();
    return new ChannelName(key.toString(), whole, group == 0 ? whole : whole.substring(0, group));
  }

  /** The fields of the objects in one item of a stream: an event, a line or an array element. */
  public interface Fields {
    /** Returns the value of a field of an object; null if the object has no such field. */
    @Nullable String find(int object, String field);
  }
}
