/**
 * The drills of releases: servers of the previous release and of this one together, and back again.
 * They need the previous release, which {@code ./sluice test --upgrade} builds.
 */
@NullMarked
package dev.sluice.e2e.upgrade;

import org.jspecify.annotations.NullMarked;
