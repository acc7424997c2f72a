package dev.sluice.packaging;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * A builder of OCI images from scratch: the same files, options and time make the same bytes.
 *
 * @param cache a folder for compressed layers, empty at first: all files have one time, so that jib
 *     does not see that a file has changed
 */
record ImageBuilder(
    ProgramFolder programs, ImageLayers layers, BuildStamp stamp, ImageLabels labels, Path cache) {
  private static final String TOOL = "sluice";

  /** Writes an OCI layout as a tar file. */
  JibContainer writeTar(ImageProgram program, String name, Path file) {
    return containerize(program, name, Containerizer.to(TarImage.at(file).named(reference(name))));
  }

  /**
   * Pushes the image to its registry, with the credentials of Docker's configuration.
   *
   * @param insecure allow plain HTTP and certificates that cannot be verified
   */
  JibContainer push(ImageProgram program, String name, boolean insecure) {
    ImageReference reference = reference(name);
    CredentialRetrieverFactory credentials =
        CredentialRetrieverFactory.forImage(reference, _ -> {});
    RegistryImage image =
        RegistryImage.named(reference)
            .addCredentialRetriever(credentials.dockerConfig())
            .addCredentialRetriever(credentials.wellKnownCredentialHelpers());
    return containerize(
        program, name, Containerizer.to(image).setAllowInsecureRegistries(insecure));
  }

  private JibContainer containerize(ImageProgram program, String name, Containerizer target) {
    try {
      return image(program)
          .containerize(
              target
                  .setToolName(TOOL)
                  .setToolVersion(stamp.version())
                  .setBaseImageLayersCache(cache.resolve("base"))
                  .setApplicationLayersCache(cache.resolve("application")));
    } catch (InsecureRegistryException e) {
      throw new ImageProblemException(
          "%s: %s Use --insecure if the registry has no verifiable TLS."
              .formatted(name, e.getMessage()),
          e);
    } catch (IOException | CacheDirectoryCreationException | RegistryException e) {
      throw new ImageProblemException(name + ": " + e.getMessage(), e);
    } catch (ExecutionException e) {
      throw new ImageProblemException(name + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageProblemException(name + ": interrupted", e);
    }
  }

  private JibContainerBuilder image(ImageProgram program) {
    Set<Port> ports = program.ports().stream().map(Port::tcp).collect(Collectors.toSet());
    return Jib.fromScratch()
        .setFormat(ImageFormat.OCI)
        .setPlatforms(Set.of(new Platform(architecture(), "linux")))
        .setCreationTime(stamp.time())
        .setFileEntriesLayers(layers.of(program))
        .setEntrypoint(entrypoint(program))
        .setEnvironment(environment(program))
        .setLabels(labels.of(program))
        .setExposedPorts(ports)
        .setVolumes(AbsoluteUnixPath.get("/tmp"), AbsoluteUnixPath.get(ImageLayers.STATE))
        .setUser(ImageLayers.USER + ":" + ImageLayers.USER)
        .setWorkingDirectory(AbsoluteUnixPath.get(ImageLayers.STATE));
  }

  /** Returns the command line of the launcher, without its heap size. */
  private List<String> entrypoint(ImageProgram program) {
    List<String> command = new ArrayList<>(List.of(ImageLayers.HOME + "/runtime/bin/java"));
    command.addAll(programs.jvmOptions(program));
    command.add("-XX:SharedArchiveFile=" + ImageLayers.startCacheFile(program));
    command.addAll(List.of("-Xlog:cds=off", "-Xlog:aot=off"));
    command.addAll(List.of("-cp", "@" + ImageLayers.classpathFile(program), program.mainClass()));
    return command;
  }

  /** Returns variables that an operator may replace; the heap is half of the container's memory. */
  private static Map<String, String> environment(ImageProgram program) {
    Map<String, String> variables = new TreeMap<>(Map.of("LANG", "C.UTF-8"));
    if (program.isServer()) {
      variables.put("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=50");
    }
    return variables;
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }

  private static ImageReference reference(String name) {
    try {
      return ImageReference.parse(name);
    } catch (InvalidImageReferenceException e) {
      throw new ImageProblemException(
          "%s is not a name of an image; check --registry and --tag".formatted(name), e);
    }
  }
}
