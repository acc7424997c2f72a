package dev.sluice.extproc.coding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The content codings of one body.
 *
 * @param applied the codings in the order in which they were applied; none if the body is plain
 */
public record ContentCodings(List<ContentCoding> applied) {
  private static final int MOST = 2;
  private static final int LONGEST_LIST = 16;

  /** The codings of a plain body. */
  public static final ContentCodings NONE = new ContentCodings(List.of());

  public ContentCodings {
    applied = List.copyOf(applied);
  }

  /** Parses a Content-Encoding header; returns empty if such a body cannot be decoded. */
  public static Optional<ContentCodings> of(String contentEncoding) {
    List<ContentCoding> applied = new ArrayList<>();
    String[] names = contentEncoding.split(",", LONGEST_LIST);
    for (String name : names) {
      String bare = name.strip();
      if (bare.isEmpty() || bare.equalsIgnoreCase("identity")) {
        continue;
      }
      Optional<ContentCoding> coding = ContentCoding.named(bare);
      if (coding.isEmpty() || applied.size() == MOST) {
        return Optional.empty();
      }
      applied.add(coding.get());
    }
    return Optional.of(new ContentCodings(applied));
  }

  public boolean isIdentity() {
    return applied.isEmpty();
  }
}
