package dev.sluice.bench.xds.peer;

/** The caches of go-control-plane that are compared with. */
public enum Peer {
  LINEAR("linear", "go-control-plane LinearCache"),
  SNAPSHOT("snapshot", "go-control-plane SnapshotCache");

  private final String option;
  private final String title;

  Peer(String option, String title) {
    this.option = option;
    this.title = title;
  }

  String option() {
    return option;
  }

  public String title() {
    return title;
  }
}
