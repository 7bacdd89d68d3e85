-- Health of an AdaptationJob or a RestorationService for Argo CD. It reads conditions only, in the order in which kstatus does.
local health = { status = "Progressing", message = "Waiting for the operator" }

if obj.status == nil or obj.status.conditions == nil then
  return health
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end

local function holds(type)
  return conditions[type] ~= nil and conditions[type].status == "True"
end

local function sentence(type)
  local condition = conditions[type]
  if condition.message == nil or condition.message == "" then
    return condition.reason
  end
  return condition.reason .. ": " .. condition.message
end

if obj.metadata.deletionTimestamp ~= nil then
  health.message = "Being deleted"
elseif obj.status.observedGeneration ~= nil and obj.status.observedGeneration ~= obj.metadata.generation then
  health.message = "Waiting for the operator to see the latest edit"
elseif holds("Stalled") then
  health.status = "Degraded"
  health.message = sentence("Stalled")
elseif holds("Suspended") then
  health.status = "Suspended"
  health.message = "Suspended by spec.suspend"
elseif holds("Reconciling") then
  health.message = obj.status.phase or sentence("Reconciling")
elseif holds("Ready") then
  health.status = "Healthy"
  health.message = sentence("Ready")
elseif conditions.Ready ~= nil and conditions.Ready.status == "False" then
  health.status = "Degraded"
  health.message = sentence("Ready")
end

return health
