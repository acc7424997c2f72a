package dev.sluice.extproc.framing;

import dev.sluice.extproc.decoder.MultipartBoundaryFinder;
import dev.sluice.extproc.decoder.MultipartBoundaryHandler;
import dev.sluice.extproc.decoder.PartHeaders;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.BodyFindings;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;

/**
 * A framing of a multipart body. Each part is read as its headers declare. The headers are texts,
 * and so are the bytes before the first boundary and after the last. A body whose parts readers
 * could see differently is rejected.
 */
public final class MultipartFraming implements Framing, MultipartBoundaryHandler {
  private static final int MOST_PARTS = 1000;
  private static final String BROKEN = "a multipart body with a misplaced boundary";

  /** A factory of the framings of parts. */
  public interface Parts {
    /** Returns the framing of the bytes before the first part and after the last. */
    Framing around();

    /** Returns the framing of a part with these headers. */
    PartChoice of(PartHeaders headers);
  }

  /** A part's framing, and the problem of the part; an empty text if it has none. */
  public record PartChoice(Framing framing, String problem) {}

  private enum Place {
    AROUND,
    HEADERS,
    PART
  }

  private final BodyFindings findings;
  private final Parts parts;
  private final MultipartBoundaryFinder finder;
  private final PartHeaders headers = new PartHeaders();
  private final ChannelScanner header;
  private Place place = Place.AROUND;
  private Framing current;
  private long fed;
  private int count;
  private boolean closed;

  public MultipartFraming(BodyContext context, String boundary, Parts parts) {
    this.parts = parts;
    findings = context.findings();
    finder = new MultipartBoundaryFinder(boundary, this);
    header = context.scanner(Escaping.PART_HEADER, () -> "part header");
    current = parts.around();
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    if (!findings.isFinal()) {
      finder.feed(bytes, from, to, raw);
    }
  }

  @Override
  public void end(long raw) {
    if (findings.isFinal()) {
      return;
    }
    finder.end(raw);
    current.end(raw);
    if (!closed) {
      invalid(raw, "a multipart body without its last boundary");
    }
  }

  @Override
  public long watermark(long raw) {
    long pending = Math.min(raw, finder.watermark());
    return switch (place) {
      case AROUND, PART -> Math.min(pending, current.watermark(pending));
      case HEADERS -> Math.min(pending, headers.watermark());
    };
  }

  @Override
  public void content(byte[] bytes, int from, int to, long raw) {
    int at = from;
    while (at < to && place == Place.HEADERS && !findings.isFinal()) {
      if (headers.accept(bytes[at++])) {
        lineEnd(raw + at - from);
      }
    }
    if (at < to && !findings.isFinal()) {
      current.feed(bytes, at, to, raw + at - from);
    }
    fed = raw + to - from;
  }

  @Override
  public void boundary(boolean last, long raw) {
    if (findings.isFinal()) {
      return;
    }
    if (place == Place.HEADERS || closed || ++count > MOST_PARTS) {
      invalid(raw, count > MOST_PARTS ? "a multipart body with too many parts" : BROKEN);
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
  public void misplacedBoundary(long raw) {
    invalid(raw, BROKEN);
  }

  private void lineEnd(long raw) {
    switch (headers.line()) {
      case HEADER -> {
        headers.writeTo(header);
        header.end();
        headers.next();
      }
      case EMPTY -> {
        headers.next();
        place = Place.PART;
        PartChoice choice = parts.of(headers);
        current = choice.framing();
        if (!choice.problem().isEmpty()) {
          invalid(raw, choice.problem());
        }
      }
      case BROKEN -> invalid(raw, "a part with broken headers");
    }
  }

  private void invalid(long raw, String why) {
    findings.markInvalid(watermark(raw), why);
  }
}
