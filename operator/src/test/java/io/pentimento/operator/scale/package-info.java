/** The scale benchmark of the operator. It runs against a mock and a real API server. */
package io.pentimento.operator.scale;
