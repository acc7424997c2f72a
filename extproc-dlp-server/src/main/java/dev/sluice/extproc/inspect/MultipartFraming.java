package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.BoundaryFinder;
import dev.sluice.extproc.decoder.BoundaryHandler;
import dev.sluice.extproc.decoder.PartHeaders;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;

/**
 * Parts between boundaries, each read as its own headers say; the headers are texts too, and so is
 * what stands before the first boundary and behind the last. Where readers could disagree about
 * what is a part, the body ends.
 */
final class MultipartFraming implements Framing, BoundaryHandler {
  private static final int MOST_PARTS = 1000;
  private static final String BROKEN = "a multipart body with a boundary where none may be";

  private enum Place {
    AROUND,
    HEADERS,
    PART
  }

  private final Tally tally;
  private final PartFramings parts;
  private final BoundaryFinder finder;
  private final PartHeaders headers = new PartHeaders();
  private final ChannelScanner header;
  private Place place = Place.AROUND;
  private Framing current;
  private long fed;
  private int count;
  private boolean closed;

  MultipartFraming(BodyContext context, String boundary, PartFramings parts) {
    this.parts = parts;
    tally = context.tally();
    finder = new BoundaryFinder(boundary, this);
    header = context.scanner(Escaping.PART_HEADER, () -> "part header");
    current = parts.around();
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    if (!tally.over()) {
      finder.feed(bytes, from, to, raw);
    }
  }

  @Override
  public void end(long raw) {
    if (tally.over()) {
      return;
    }
    finder.end(raw);
    current.end(raw);
    if (!closed) {
      invalid(raw, "a multipart body without its last boundary");
    }
  }

  @Override
  public long decidedUntil(long raw) {
    long pending = Math.min(raw, finder.pendingFrom());
    return switch (place) {
      case AROUND, PART -> Math.min(pending, current.decidedUntil(pending));
      case HEADERS -> Math.min(pending, headers.lineFrom());
    };
  }

  @Override
  public void content(byte[] bytes, int from, int to, long raw) {
    int at = from;
    while (at < to && place == Place.HEADERS && !tally.over()) {
      if (headers.take(bytes[at++])) {
        lineEnd(raw + at - from);
      }
    }
    if (at < to && !tally.over()) {
      current.feed(bytes, at, to, raw + at - from);
    }
    fed = raw + to - from;
  }

  @Override
  public void boundary(boolean last, long raw) {
    if (tally.over()) {
      return;
    }
    if (place == Place.HEADERS || closed || ++count > MOST_PARTS) {
      invalid(raw, count > MOST_PARTS ? "more parts than can be read" : BROKEN);
      return;
    }
    current.end(fed);
    closed = last;
    place = last ? Place.AROUND : Place.HEADERS;
    headers.begin(raw);
    if (last) {
      current = parts.around();
    }
  }

  @Override
  public void misplaced(long raw) {
    invalid(raw, BROKEN);
  }

  private void lineEnd(long raw) {
    switch (headers.line()) {
      case HEADER -> {
        headers.text(header);
        header.end();
        headers.next();
      }
      case EMPTY -> {
        headers.next();
        place = Place.PART;
        PartFramings.Choice choice = parts.of(headers);
        current = choice.framing();
        if (!choice.problem().isEmpty()) {
          invalid(raw, choice.problem());
        }
      }
      case BROKEN -> invalid(raw, "a part with broken headers");
    }
  }

  private void invalid(long raw, String why) {
    tally.invalid(decidedUntil(raw), why);
  }
}
