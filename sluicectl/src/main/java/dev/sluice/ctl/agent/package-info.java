/** The commands that run beside a node: how it joins a cluster, and renews its certificate. */
@NullMarked
package dev.sluice.ctl.agent;

import org.jspecify.annotations.NullMarked;
