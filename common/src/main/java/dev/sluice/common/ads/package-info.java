/**
 * The delta-ADS client of the policy servers: sets of resources that the controller keeps current,
 * and the last good copy of each on disk for a start without the controller. It must not know what
 * a resource means.
 */
@NullMarked
package dev.sluice.common.ads;

import org.jspecify.annotations.NullMarked;
