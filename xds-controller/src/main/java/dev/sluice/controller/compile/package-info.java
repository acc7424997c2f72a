/**
 * The incremental compiler: from changes of domain records to objects to serve, at the cost of what
 * changed. Must not depend on SQL or on connected nodes.
 */
@NullMarked
package dev.sluice.controller.compile;

import org.jspecify.annotations.NullMarked;
