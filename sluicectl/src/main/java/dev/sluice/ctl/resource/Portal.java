package dev.sluice.ctl.resource;

import java.util.Locale;

/** A part of the API for one kind of users. */
public enum Portal {
  OPERATOR,
  PROVIDER,
  CUSTOMER;

  public String path() {
    return "/v1/" + name().toLowerCase(Locale.ROOT) + "/";
  }
}
