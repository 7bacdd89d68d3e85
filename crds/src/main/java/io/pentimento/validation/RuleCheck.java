// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Evaluates the CEL rules of the definition, each on its object. */
final class RuleCheck {
  private final CelCompiler compiler =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("self", SimpleType.DYN)
          .build();
  private final CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
  private final Map<String, CelRuntime.Program> programs = new ConcurrentHashMap<>();

  void check(FieldPath path, JsonNode value, Schema schema, ValidationFindings findings) {
    schema.rules().stream()
        .filter(rule -> !rule.isTransition())
        .flatMap(rule -> violation(rule, value, schema).stream())
        .forEach(violation -> findings.brokenRule(path, schema, violation));
    if (value.isObject()) {
      value.properties().forEach(e -> field(path, e.getKey(), e.getValue(), schema, findings));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      check(path.item(i), value.get(i), schema.items(), findings);
    }
  }

  private void field(
      FieldPath path, String name, JsonNode value, Schema parent, ValidationFindings findings) {
    parent.field(name).ifPresent(schema -> check(path.field(name), value, schema, findings));
  }

  /** A rule that cannot be evaluated, such as a division by zero, is violated. */
  private Optional<String> violation(Schema.Rule rule, JsonNode value, Schema schema) {
    CelRuntime.Program program = programs.computeIfAbsent(rule.expression(), this::compile);
    try {
      boolean holds = Boolean.TRUE.equals(program.eval(Map.of("self", CelValue.of(value, schema))));
      return holds ? Optional.empty() : Optional.of(rule.message());
    } catch (CelEvaluationException e) {
      return Optional.of("%s evaluating rule: %s".formatted(e.getMessage(), rule.message()));
    }
  }

  private CelRuntime.Program compile(String expression) {
    try {
      return runtime.createProgram(compiler.compile(expression).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("The rule " + expression + " is not valid CEL", e);
    }
  }
}
