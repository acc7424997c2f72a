package dev.sluice.controller.secrets;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM file; what stands between them is comment. */
final class PemBlocks {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

  private PemBlocks() {}

  /** One block, which may be a private key. */
  record Block(String label, String text) {
    byte[] content() throws RefusedSecretException {
      try {
        return Base64.getMimeDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw new RefusedSecretException("a " + label + " is not PEM");
      }
    }

    @Override
    public String toString() {
      return label;
    }
  }

  static List<Block> of(String pem) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(pem);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }
}
