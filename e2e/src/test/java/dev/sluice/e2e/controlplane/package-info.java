@NullMarked
package dev.sluice.e2e.controlplane;

import org.jspecify.annotations.NullMarked;
