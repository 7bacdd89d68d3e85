/**
 * Registries for tests: the process of Debian's package, and a simulated one with configurable
 * faults.
 */
package io.pentimento.registry.testing;
