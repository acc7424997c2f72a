package dev.sluice.bench.detection.corpus.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON, so that a body is judged by what a client would read and not by its bytes. */
final class JsonReader {

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** Refuses what is not JSON with IllegalArgumentException. */
  static JsonValue read(String text) {
    JsonReader reader = new JsonReader(text);
    JsonValue value = reader.value();
    reader.space();
    if (reader.at != text.length()) {
      throw reader.refused();
    }
    return value;
  }

  private JsonValue value() {
    space();
    return switch (peek()) {
      case '{' -> members();
      case '[' -> items();
      case '"' -> new JsonValue.Text(string());
      default -> scalar();
    };
  }

  private JsonValue members() {
    Map<String, JsonValue> values = new LinkedHashMap<>();
    at++;
    space();
    while (peek() != '}') {
      space();
      String name = string();
      space();
      expect(':');
      values.put(name, value());
      separator('}');
    }
    at++;
    return new JsonValue.Members(values);
  }

  private JsonValue items() {
    List<JsonValue> values = new ArrayList<>();
    at++;
    space();
    while (peek() != ']') {
      values.add(value());
      separator(']');
    }
    at++;
    return new JsonValue.Items(values);
  }

  private void separator(char close) {
    space();
    if (peek() != close) {
      expect(',');
    }
  }

  private JsonValue scalar() {
    int start = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw refused();
    }
    return new JsonValue.Scalar(text.substring(start, at));
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      value.append(c == '\\' ? escaped(next()) : c);
    }
    return value.toString();
  }

  private char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> c;
      case 'u' -> unit();
      default -> throw refused();
    };
  }

  private char unit() {
    at += 4;
    if (at > text.length()) {
      throw refused();
    }
    return (char) Integer.parseInt(text, at - 4, at, 16);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char c) {
    if (next() != c) {
      throw refused();
    }
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private char peek() {
    if (at >= text.length()) {
      throw refused();
    }
    return text.charAt(at);
  }

  private IllegalArgumentException refused() {
    return new IllegalArgumentException("not JSON at " + at);
  }
}
