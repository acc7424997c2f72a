-- Counts a request unless its debt would exceed the capacity, and returns the debt with it.
-- KEYS[1] the counter; ARGV[1] what a request adds, ARGV[2] the capacity, in microseconds.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local ends = tonumber(redis.call('GET', KEYS[1]) or '0')
local debt = math.max(0, ends - now) + ARGV[1]
if debt <= tonumber(ARGV[2]) then
  redis.call('SET', KEYS[1], string.format('%.0f', now + debt), 'PX', math.ceil(debt / 1000))
end
return debt
