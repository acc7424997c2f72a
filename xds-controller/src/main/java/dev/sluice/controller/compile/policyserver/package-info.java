/**
 * Compiled objects that only policy servers receive and that are not part of revisions. Must not
 * depend on SQL or on connected nodes.
 */
@NullMarked
package dev.sluice.controller.compile.policyserver;

import org.jspecify.annotations.NullMarked;
