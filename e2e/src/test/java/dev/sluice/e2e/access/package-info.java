@NullMarked
package dev.sluice.e2e.access;

import org.jspecify.annotations.NullMarked;
