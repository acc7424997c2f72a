package dev.sluice.e2e.mesh;

import java.util.ArrayList;
import java.util.List;

/**
 * A bridge with pods. Its names and addresses are unique on this machine. What a killed run left is
 * removed when the next network opens.
 */
public final class PodNetwork implements AutoCloseable {
  private static final int ROUTER = 1;
  private static final int FIRST_POD = 2;
  private static final int FIRST_SERVICE = 128;

  private final NetworkSlot slot;
  private final List<NetworkPod> pods = new ArrayList<>();
  private int services;

  private PodNetwork(NetworkSlot slot) {
    this.slot = slot;
  }

  /** Creates the bridge. */
  public static PodNetwork open() {
    NetworkSlot slot = NetworkSlot.take();
    PodNetwork network = new PodNetwork(slot);
    SystemCommand.run("ip", "link", "add", slot.name(), "type", "bridge");
    SystemCommand.run("ip", "address", "add", network.routerAddress() + "/24", "dev", slot.name());
    SystemCommand.run("ip", "link", "set", slot.name(), "up");
    return network;
  }

  /** Creates a pod with the next address. Its name has at most 20 characters. */
  public NetworkPod addPod(String name) {
    int index = pods.size();
    String address = slot.address(FIRST_POD + index);
    PodNamespace.create(
        slot.namespace(name), slot.name(), slot.link(index), address, routerAddress());
    NetworkPod pod = new NetworkPod(slot.namespace(name), address);
    pods.add(pod);
    return pod;
  }

  /** Returns the address of this machine in the network. */
  public String routerAddress() {
    return slot.address(ROUTER);
  }

  /** Returns an address that no pod has, as the address of a service. */
  public String nextServiceAddress() {
    return slot.address(FIRST_SERVICE + services++);
  }

  /** Ends all processes of the pods and removes the network. */
  @Override
  public void close() {
    slot.removeLeftovers();
    slot.close();
  }
}
