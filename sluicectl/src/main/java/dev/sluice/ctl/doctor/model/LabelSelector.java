package dev.sluice.ctl.doctor.model;

import java.util.Map;

/** A selector of workloads by labels. An empty selector matches every workload. */
public record LabelSelector(Map<String, String> labels) {
  public LabelSelector {
    labels = Map.copyOf(labels);
  }

  /** Reads a mapping of labels. */
  public static LabelSelector of(DocumentField labels) {
    return new LabelSelector(labels.texts());
  }

  public boolean isEmpty() {
    return labels.isEmpty();
  }

  public boolean matches(Workload workload) {
    return workload.labels().entrySet().containsAll(labels.entrySet());
  }

  /** Returns whether this matches every workload that {@code other} matches. */
  public boolean covers(LabelSelector other) {
    return other.labels.entrySet().containsAll(labels.entrySet());
  }
}
