package dev.sluice.common.yaml;

import dev.sluice.common.yaml.YamlNode.Entry;
import dev.sluice.common.yaml.YamlNode.Mapping;
import dev.sluice.common.yaml.YamlNode.Scalar;
import dev.sluice.common.yaml.YamlNode.Sequence;
import dev.sluice.common.yaml.YamlResult.YamlProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A parser of one YAML document. Depth, number of values and expansion of aliases are bounded, so
 * that a hostile file costs only an error message.
 */
public final class YamlParser {
  private static final int MAX_CHARS = 1 << 20;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 200_000;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MAX_CHARS).build();

  private final Iterator<Event> events;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private final List<YamlProblem> problems;
  private int nodes;

  private YamlParser(Iterator<Event> events, List<YamlProblem> problems) {
    this.events = events;
    this.problems = problems;
  }

  /** Parses {@code text}, which has at most one document. */
  public static YamlResult parse(String text) {
    if (text.length() > MAX_CHARS) {
      String message = "the text is longer than " + MAX_CHARS + " characters";
      return ended(new ArrayList<>(), TextPosition.START, message);
    }
    List<YamlProblem> problems = new ArrayList<>();
    try {
      return new YamlParser(new Parse(SETTINGS).parseString(text).iterator(), problems).document();
    } catch (YamlRejectedException e) {
      return ended(problems, e.position(), String.valueOf(e.getMessage()));
    } catch (MarkedYamlEngineException e) {
      return ended(problems, position(e.getProblemMark()), firstLine(e.getProblem()) + began(e));
    } catch (ReaderException e) {
      return ended(
          problems, positionOf(text, e.getPosition()), "a character that YAML does not allow");
    } catch (YamlEngineException e) {
      return ended(problems, TextPosition.START, firstLine(String.valueOf(e.getMessage())));
    }
  }

  /** Returns the problems so far with the one that stops the parser. */
  private static YamlResult ended(List<YamlProblem> problems, TextPosition at, String message) {
    problems.add(new YamlProblem(at, message));
    return new YamlResult.Invalid(problems, Optional.empty());
  }

  private YamlResult document() {
    YamlNode root = new Scalar("", YamlNode.ScalarKind.NULL, TextPosition.START);
    boolean read = false;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent) {
        if (read) {
          throw new YamlRejectedException(
              position(event.getStartMark()), "only one document is allowed");
        }
        root = node(events.next(), 0).node;
        read = true;
      } else if (!(event instanceof StreamStartEvent || event instanceof DocumentEndEvent)) {
        break;
      }
    }
    return problems.isEmpty()
        ? new YamlResult.Parsed(root)
        : new YamlResult.Invalid(problems, Optional.of(root));
  }

  private Anchored node(Event event, int depth) {
    TextPosition at = position(event.getStartMark());
    if (depth > MAX_DEPTH) {
      throw new YamlRejectedException(at, "nested deeper than " + MAX_DEPTH + " levels");
    }
    int before = nodes;
    count(1, at);
    if (event instanceof AliasEvent alias) {
      return aliased(alias, at);
    }
    YamlNode node =
        switch (event) {
          case MappingStartEvent start -> mapping(start, at, depth);
          case SequenceStartEvent start -> sequence(start, at, depth);
          case ScalarEvent scalar -> scalar(scalar, at);
          default -> throw new IllegalStateException("unexpected " + event.getEventId());
        };
    Anchored anchored = new Anchored(node, nodes - before);
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, anchored));
    return anchored;
  }

  private Anchored aliased(AliasEvent alias, TextPosition at) {
    Anchored target = anchors.get(alias.getAlias());
    if (target == null) {
      throw new YamlRejectedException(
          at, "the alias *" + alias.getAlias() + " names nothing above it");
    }
    count(target.size, at);
    return target;
  }

  private Mapping mapping(MappingStartEvent start, TextPosition at, int depth) {
    refuseTag(start.getTag(), "tag:yaml.org,2002:map", at);
    List<Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Event event = events.next();
    while (!(event instanceof MappingEndEvent)) {
      TextPosition keyAt = position(event.getStartMark());
      if (!(node(event, depth + 1).node instanceof Scalar key)) {
        throw new YamlRejectedException(keyAt, "a key must be a single value");
      }
      YamlNode value = node(events.next(), depth + 1).node;
      if (keys.add(key.text())) {
        entries.add(new Entry(key.text(), keyAt, value));
      } else {
        problems.add(
            new YamlProblem(keyAt, "the key '" + key.text() + "' is given twice; remove one"));
      }
      event = events.next();
    }
    return new Mapping(entries, at);
  }

  private Sequence sequence(SequenceStartEvent start, TextPosition at, int depth) {
    refuseTag(start.getTag(), "tag:yaml.org,2002:seq", at);
    List<YamlNode> items = new ArrayList<>();
    Event event = events.next();
    while (!(event instanceof SequenceEndEvent)) {
      items.add(node(event, depth + 1).node);
      event = events.next();
    }
    return new Sequence(items, at);
  }

  /** Returns a scalar. An invalid value is reported and does not stop the parser. */
  private Scalar scalar(ScalarEvent event, TextPosition at) {
    try {
      return new Scalar(event.getValue(), ScalarKindResolver.of(event, at), at);
    } catch (YamlRejectedException e) {
      problems.add(new YamlProblem(e.position(), String.valueOf(e.getMessage())));
      return new Scalar(event.getValue(), YamlNode.ScalarKind.TEXT, at);
    }
  }

  private void count(int more, TextPosition at) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw new YamlRejectedException(at, "more than " + MAX_NODES + " values");
    }
  }

  private static void refuseTag(Optional<String> tag, String allowed, TextPosition at) {
    if (tag.isPresent() && !tag.get().equals(allowed)) {
      throw new YamlRejectedException(at, "the tag " + tag.get() + " is not supported");
    }
  }

  private static TextPosition position(Optional<Mark> mark) {
    return mark.map(m -> new TextPosition(m.getLine() + 1, m.getColumn() + 1))
        .orElse(TextPosition.START);
  }

  /** Returns where the value began that does not end, if that is on another line. */
  private static String began(MarkedYamlEngineException e) {
    Optional<Mark> end = e.getProblemMark();
    return e.getContextMark()
        .filter(start -> end.isPresent() && start.getLine() < end.get().getLine())
        .map(start ->
            " " + e.getContext() + " that begins at " + place(position(Optional.of(start))))
        .orElse("");
  }

  private static String place(TextPosition at) {
    return "line " + at.line() + ", column " + at.column();
  }

  private static TextPosition positionOf(String text, int index) {
    String before = text.substring(0, Math.min(index, text.length()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new TextPosition(line, before.length() - before.lastIndexOf('\n'));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not YAML");
  }

  private record Anchored(YamlNode node, int size) {}
}
