package dev.sluice.ctl.dlp.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of the patches of git without context lines. It passes on lines of any length, in
 * pieces. In the patch of a merge, a line is added if no parent has it.
 */
final class GitDiffReader {
  private static final int CHUNK = 1 << 16;
  private static final int LONGEST_HEADER = 8192;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern HUNK = Pattern.compile("(@@+) .*?\\+([0-9]+)(?:,[0-9]+)? @@+.*");
  private static final String FILE = "+++ ";

  /** The part of a line that is read. */
  private enum Part {
    START,
    HEADER,
    PREFIX,
    ADDED,
    SKIPPED
  }

  private final DiffTextHandler handler;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream();
  private Part part = Part.START;
  private String commit = "";
  private String path = "";
  private boolean inHunk;
  private boolean open;
  private int parents = 1;
  private int column;
  private int pluses;
  private boolean removed;
  private long line;
  private long commits;

  GitDiffReader(DiffTextHandler handler) {
    this.handler = handler;
  }

  /** Reads a patch to its end and returns the number of commits. */
  long read(InputStream in) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
      int at = 0;
      while (at < size) {
        at = read(chunk, at, size);
      }
    }
    endHeader();
    endText();
    return commits;
  }

  /** Reads a part of a line and returns the position behind it. */
  private int read(byte[] chunk, int from, int to) {
    return switch (part) {
      case START -> {
        boolean body = inHunk && " +-\\".indexOf(chunk[from]) >= 0;
        column = 0;
        pluses = 0;
        removed = false;
        part = body ? Part.PREFIX : Part.HEADER;
        yield from;
      }
      case PREFIX -> prefix(chunk[from], from);
      case HEADER, ADDED, SKIPPED -> rest(chunk, from, to);
    };
  }

  private int rest(byte[] chunk, int from, int to) {
    int end = from;
    while (end < to && chunk[end] != '\n') {
      end++;
    }
    int next = Math.min(to, end + 1);
    if (part == Part.ADDED) {
      handler.bytes(chunk, from, next);
    } else if (part == Part.HEADER) {
      header.write(chunk, from, Math.min(end - from, LONGEST_HEADER - header.size()));
    }
    if (end < to) {
      endHeader();
      part = Part.START;
    }
    return next;
  }

  private int prefix(byte sign, int at) {
    if (sign == '\\' || sign == '\n') {
      part = Part.SKIPPED;
      return at;
    }
    pluses += sign == '+' ? 1 : 0;
    removed |= sign == '-';
    if (++column == parents) {
      beginBody();
    }
    return at + 1;
  }

  private void beginBody() {
    boolean added = pluses == parents;
    part = added ? Part.ADDED : Part.SKIPPED;
    if (added && !open) {
      handler.begin(commit, path, line);
      open = true;
    } else if (!added) {
      endText();
    }
    line += removed ? 0 : 1;
  }

  private void endText() {
    if (open) {
      handler.end();
      open = false;
    }
  }

  private void endHeader() {
    if (part != Part.HEADER) {
      return;
    }
    String text = header.toString(StandardCharsets.UTF_8);
    header.reset();
    endText();
    inHunk = false;
    Matcher hunk = HUNK.matcher(text);
    if (COMMIT.matcher(text).matches()) {
      commit = text;
      commits++;
    } else if (text.startsWith(FILE)) {
      path = path(text.substring(FILE.length()));
    } else if (hunk.matches()) {
      inHunk = true;
      parents = hunk.group(1).length() - 1;
      line = Long.parseLong(hunk.group(2));
    }
  }

  /** Returns the path without the prefix; git quotes names with control characters. */
  private static String path(String name) {
    String plain = name.endsWith("\t") ? name.substring(0, name.length() - 1) : name;
    if (plain.startsWith("\"b/")) {
      return plain.substring(3, plain.length() - 1);
    }
    return plain.startsWith("b/") ? plain.substring(2) : plain;
  }
}
