package dev.sluice.extauthz.policy.address;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of blocks: one a line, with comments behind a {@code #}. */
final class AddressFile {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MOST_PROBLEMS = 20;

  private final Path file;
  private final List<Cidr> blocks;
  private final Faults faults;
  private int told;

  /** Is told what is wrong with a line. */
  @FunctionalInterface
  interface Faults {
    void tell(Path file, int line, String why);
  }

  /** Reads into a list of the caller's. */
  AddressFile(Path file, List<Cidr> blocks, Faults faults) {
    this.file = file;
    this.blocks = blocks;
    this.faults = faults;
  }

  void read() throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_BYTES + 1);
    }
    if (content.length > MAX_BYTES) {
      problem(1, "the file is larger than " + MAX_BYTES + " bytes");
      return;
    }
    int line = 1;
    int from = 0;
    for (; from < content.length && told < MOST_PROBLEMS; line++) {
      int end = from;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      line(new String(content, from, end - from, StandardCharsets.UTF_8), line);
      from = end + 1;
    }
    if (from < content.length) {
      faults.tell(
          file, line, "the lines from here on are not checked; correct these problems first");
    }
  }

  private void line(String text, int number) {
    int comment = text.indexOf('#');
    String block = (comment < 0 ? text : text.substring(0, comment)).strip();
    if (block.isEmpty()) {
      return;
    }
    switch (Cidr.read(block)) {
      case Cidr.Reading.Block(Cidr cidr) -> blocks.add(cidr);
      case Cidr.Reading.Refused(String why) -> problem(number, why);
    }
  }

  private void problem(int line, String message) {
    told++;
    faults.tell(file, line, message);
  }
}
