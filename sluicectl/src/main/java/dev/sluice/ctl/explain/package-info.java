/**
 * The explanation of a request: from its rows, which the server joins, or by an evaluation against
 * policy files with the classes of the servers. It must never print the value of a secret or of a
 * finding.
 */
@NullMarked
package dev.sluice.ctl.explain;

import org.jspecify.annotations.NullMarked;
