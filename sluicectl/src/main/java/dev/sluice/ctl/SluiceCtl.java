package dev.sluice.ctl;

import dev.sluice.common.BuildVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command {@code sluicectl}. Exit codes: 0 all is well, 1 something is wrong, 2 misused. */
@Command(
    name = "sluicectl",
    description = "Works with Sluice's policies and servers.",
    mixinStandardHelpOptions = true,
    versionProvider = SluiceCtl.Version.class,
    subcommands = {PolicyCommandGroup.class, AuditCommandGroup.class, HelpCommand.class})
public final class SluiceCtl {

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new SluiceCtl()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Tells the version that was built. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sluicectl " + BuildVersion.read()};
    }
  }
}
