/** Validates policy files of every kind with the loaders of the servers. */
@NullMarked
package dev.sluice.ctl.policyfile;

import org.jspecify.annotations.NullMarked;
