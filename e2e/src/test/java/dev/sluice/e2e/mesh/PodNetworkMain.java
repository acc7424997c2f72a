package dev.sluice.e2e.mesh;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The main class of a process that opens a network with a pod and a program in it, and waits. */
final class PodNetworkMain {
  private PodNetworkMain() {}

  /** Prints the name of the namespace and the id of the program. */
  public static void main(String[] args) throws IOException, InterruptedException {
    NetworkPod pod = PodNetwork.open().addPod("left");
    pod.writeHosts(Map.of("name.example", "192.0.2.1"));
    List<String> command = pod.command(NetworkPod.APPLICATION_USER, List.of("sleep", "600"));
    Process program = new ProcessBuilder(command).start();
    System.out.println(command.get(3));
    System.out.println(program.pid());
    program.waitFor();
  }
}
