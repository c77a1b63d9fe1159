import { test } from '@playwright/test'
import { defineReportTests, readReports } from 'isv-must-gather/playwright'

defineReportTests(test, readReports(JSON.parse(process.env['MUST_GATHER_REPORTS'] ?? '[]') as string[]))
