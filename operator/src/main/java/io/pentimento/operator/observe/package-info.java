/**
 * Pure functions that translate objects of the API server into observations. They change nothing.
 */
@NullMarked
package io.pentimento.operator.observe;

import org.jspecify.annotations.NullMarked;
