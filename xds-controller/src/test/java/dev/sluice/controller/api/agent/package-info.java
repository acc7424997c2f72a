@NullMarked
package dev.sluice.controller.api.agent;

import org.jspecify.annotations.NullMarked;
