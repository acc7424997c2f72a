import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the classes of the templates of pages; does nothing while templates and this file are what
 * they were.
 *
 * <p>Arguments: the folder of the templates, this file, the folder to write to.
 */
final class GenerateTemplates {
  private static final String PACKAGE = "dev.sluice.controller.api.console.template";

  public static void main(String[] args) throws Exception {
    Path templates = Path.of(args[0]);
    Path target = Path.of(args[2]);
    Path stamp = target.resolveSibling("jte.stamp");
    String inputs = hash(templates, Path.of(args[1]));
    if (Files.exists(stamp)
        && Files.isDirectory(target)
        && Files.readString(stamp).equals(inputs)) {
      return;
    }
    TemplateEngine engine =
        TemplateEngine.create(
            new DirectoryCodeResolver(templates),
            target,
            ContentType.Html,
            GenerateTemplates.class.getClassLoader(),
            PACKAGE);
    engine.setTrimControlStructures(true);
    engine.cleanAll();
    var _ = engine.generateAll();
    Files.writeString(stamp, inputs);
  }

  private static String hash(Path folder, Path self) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      digest.update(file.getFileName().toString().getBytes());
      digest.update(read(file));
    }
    digest.update(read(self));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }
}
