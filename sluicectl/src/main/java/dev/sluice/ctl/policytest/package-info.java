/**
 * The command that tests policies: cases in files, coverage and mutations. It decides with the
 * classes of the servers. It must not know gRPC.
 */
@NullMarked
package dev.sluice.ctl.policytest;

import org.jspecify.annotations.NullMarked;
