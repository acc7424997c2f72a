package dev.sluice.ctl.doctor.model;

import dev.sluice.common.yaml.TextPosition;
import dev.sluice.common.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value of a document, or the place where the value is missing. */
public final class DocumentField {
  private static final Pattern AFTER_UNDERSCORE = Pattern.compile("_([a-z0-9])");

  private final DocumentPlace format;
  private final @Nullable YamlNode node;
  private final TextPosition position;
  private final String path;
  private final String key;

  private DocumentField(
      DocumentPlace format,
      @Nullable YamlNode node,
      TextPosition position,
      String path,
      String key) {
    this.format = format;
    this.node = node;
    this.position = position;
    this.path = path;
    this.key = key;
  }

  /** Returns the whole document. */
  public static DocumentField root(DocumentPlace format, YamlNode node) {
    return new DocumentField(format, node, node.position(), "", "");
  }

  /** Returns this value as a document of its own, whose places begin with another name. */
  public DocumentField named(DocumentPlace document) {
    return new DocumentField(document, node, position, "", key);
  }

  /** Returns the document that the text of this value is. */
  public DocumentField embedded(YamlNode document) {
    return root(format.embedded(position, path), document);
  }

  /** Returns the value below {@code keys}, each of which is a key of a mapping. */
  public DocumentField at(String... keys) {
    DocumentField field = this;
    for (String name : keys) {
      field = field.child(name);
    }
    return field;
  }

  /** Returns a field of a protobuf message, whose keys have either of the two JSON spellings. */
  public DocumentField proto(String... keys) {
    DocumentField field = this;
    for (String name : keys) {
      DocumentField snake = field.child(name);
      DocumentField camel = field.child(camelCase(name));
      field = !snake.exists() && camel.exists() ? camel : snake;
    }
    return field;
  }

  private DocumentField child(String name) {
    if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        if (entry.key().equals(name)) {
          return child(entry);
        }
      }
    }
    return new DocumentField(format, null, position, path + "/" + escaped(name), name);
  }

  private DocumentField child(YamlNode.Entry entry) {
    YamlNode value = entry.value();
    TextPosition at = value instanceof YamlNode.Scalar ? value.position() : entry.keyPosition();
    return new DocumentField(format, value, at, path + "/" + escaped(entry.key()), entry.key());
  }

  /** Returns the items of a list; empty if this is not a list. */
  public List<DocumentField> items() {
    List<DocumentField> items = new ArrayList<>();
    if (node instanceof YamlNode.Sequence sequence) {
      for (YamlNode item : sequence.items()) {
        String below = path + "/" + items.size();
        items.add(new DocumentField(format, item, item.position(), below, key));
      }
    }
    return items;
  }

  /** Returns the values of a mapping; empty if this is not a mapping. */
  public List<DocumentField> values() {
    return node instanceof YamlNode.Mapping mapping
        ? mapping.entries().stream().map(this::child).toList()
        : List.of();
  }

  /** Returns the mappings of this value at every depth, an outer one before its inner ones. */
  public List<DocumentField> mappings() {
    List<DocumentField> found = new ArrayList<>();
    collectMappings(found);
    return found;
  }

  private void collectMappings(List<DocumentField> found) {
    if (node instanceof YamlNode.Mapping) {
      found.add(this);
    }
    values().forEach(value -> value.collectMappings(found));
    items().forEach(item -> item.collectMappings(found));
  }

  /** Returns whether this is a protobuf message of the type with this name or end of a name. */
  public boolean isMessage(String type) {
    String url = child("@type").textOr("");
    return url.endsWith("/" + type) || url.endsWith("." + type);
  }

  public boolean exists() {
    return node != null && !(isScalar() && text().isEmpty());
  }

  public boolean isMapping() {
    return node instanceof YamlNode.Mapping;
  }

  private boolean isScalar() {
    return node instanceof YamlNode.Scalar;
  }

  /** Returns a scalar as text; empty if this is none, or YAML's null. */
  public Optional<String> text() {
    return node instanceof YamlNode.Scalar scalar && scalar.kind() != YamlNode.ScalarKind.NULL
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  public String textOr(String absent) {
    return text().orElse(absent);
  }

  public boolean isTrue() {
    return textOr("").equalsIgnoreCase("true");
  }

  public boolean isFalse() {
    return textOr("").equalsIgnoreCase("false");
  }

  /** Returns a whole number, or {@code absent} if this is none. */
  public long numberOr(long absent) {
    try {
      return Long.parseLong(textOr(""));
    } catch (NumberFormatException e) {
      return absent;
    }
  }

  /** Returns the scalars of a mapping, such as labels. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values().forEach(value -> value.text().ifPresent(text -> texts.put(value.key, text)));
    return texts;
  }

  public String key() {
    return key;
  }

  /** Returns where this value is, or where it is missing. */
  public String place() {
    return format.of(position, path);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String camelCase(String snake) {
    return AFTER_UNDERSCORE
        .matcher(snake)
        .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }
}
