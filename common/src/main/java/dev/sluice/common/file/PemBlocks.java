package dev.sluice.common.file;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader of the blocks of a PEM file. Text between blocks is a comment. */
public final class PemBlocks {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

  private PemBlocks() {}

  /** A block, which may be a private key. */
  public record Block(String label, String text) {
    /** Returns the content, or empty if it is not valid Base64. */
    public Optional<byte[]> content() {
      try {
        return Optional.of(Base64.getMimeDecoder().decode(text));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** Returns all blocks in their order. */
  public static List<Block> of(String pem) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(pem);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }
}
